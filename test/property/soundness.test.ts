import { describe, expect, it } from 'vitest';
import { models } from '../../src/models/index.js';
import { checkLimiter } from '../../src/property/index.js';
import { correct } from './correct.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 42);

describe(`correct limiters pass (seed ${seed})`, () => {
  it.each(Object.keys(correct))('%s', async (name) => {
    const { model, limiter } = correct[name];
    const seen = await checkLimiter(limiter, model, { seed });
    expect(seen).toMatchObject({ schedules: 200, undecided: 0 });
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });

  it('there is one of each model that limits', () => {
    const names = Object.values(correct).map(({ model }) => model.name);
    expect(new Set([...names, 'unlimited'])).toEqual(new Set(Object.keys(models)));
  });
});
