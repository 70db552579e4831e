import { expect, it } from 'vitest';
import { compareVerdicts } from './against-brute-force.js';
import { compareExact } from './differential.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long';
const rounds = 100;

it('agrees with the brute force on a million histories and their flips', () => {
  let decided = 0;
  for (let round = 0; round < rounds; round++) {
    const tried = compareExact(`${seed} ${round}`, 10_000);
    decided += tried.decided;
    if (round % 10 === 9)
      console.log(
        `seeds '${seed} 0' to '${seed} ${round}': ${(round + 1) * 10_000} histories, ${decided} decided`,
      );
  }
  expect(decided).toBeGreaterThan(100_000);
});

it('agrees with the brute force on everything a verdict says of 200 000 runs', () => {
  let invalid = 0;
  for (let round = 0; round < rounds; round++) {
    invalid += compareVerdicts(`${seed} ${round}`, 2_000).invalid;
    if (round % 10 === 9)
      console.log(`seed '${seed} ${round}': ${(round + 1) * 2_000} runs, ${invalid} invalid`);
  }
  expect(invalid).toBeGreaterThan(20_000);
});
