import { expect, it } from 'vitest';
import { compareExact, compareTakingBack } from './differential.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'exact';

it('agrees with the brute force on what has an explanation, and on every flip', () => {
  const tried = compareExact(seed, 20_000);
  console.log(`seed ${seed}: ${JSON.stringify(tried)}`);
  expect(tried.valid).toBeGreaterThan(5_000);
  expect(tried.decided).toBeGreaterThan(2_000);
});

it('goes on from the middle after an answer was taken back as from the start', () => {
  expect(compareTakingBack(seed, 10_000)).toBeGreaterThan(5_000);
});
