import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTold, worlds } from './worlds.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_261_123);

it.each([false, true])(`never rules out the true limit (seed ${seed}), in a rough world: %s`, (isRough) => {
  const check = (): void => fc.assert(fc.property(worlds(isRough), isTold), { seed, numRuns: 300 });
  expect(check).not.toThrow();
});
