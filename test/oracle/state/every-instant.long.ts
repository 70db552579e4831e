import { describe, expect, it } from 'vitest';
import { compare, neverAccused, rough, sharp } from './compared.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'many tallies';

describe(`state, compared with every choice of instants and outcomes, at length (seed ${seed})`, () => {
  it.each(Object.entries(sharp))('%s', (_, draw) =>
    expect(() => compare(seed, draw, 5000, true)).not.toThrow(),
  );
  it.each(Object.entries(rough))('%s', (_, draw) =>
    expect(() => compare(seed, draw, 5000, false)).not.toThrow(),
  );
  it.each(Object.entries({ ...sharp, ...rough }))('%s: never', (_, draw) =>
    expect(() => neverAccused(seed, draw, 20_000)).not.toThrow(),
  );
});
