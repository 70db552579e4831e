import { describe, expect, it } from 'vitest';
import { compare, neverAccused, rough, sharp } from './compared.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'tallies';

describe(`state, compared with every choice of instants and outcomes (seed ${seed})`, () => {
  it.each(Object.entries(sharp))('%s: accused exactly when nothing explains it', (_, draw) => {
    const { impossible, accused } = compare(seed, draw, 200, true);
    expect(accused).toBe(impossible);
    expect(accused).toBeGreaterThan(10);
  });

  it.each(Object.entries(rough))('%s: nobody is accused of what can be explained', (_, draw) => {
    const { impossible, accused } = compare(seed, draw, 120, false);
    expect(accused).toBeLessThanOrEqual(impossible);
    expect(accused / impossible).toBeGreaterThan(0.4);
  });

  it.each(Object.entries({ ...sharp, ...rough }))('%s: a correct server is never accused', (_, draw) => {
    expect(() => neverAccused(seed, draw, 500)).not.toThrow();
  });
});
