import { expect, it } from 'vitest';
import { compare } from './compare.js';
import { epochWindows, slidingCounters, unknownPhases, unknownSlidingPhases } from './phases-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'phases';

it.each([
  ['epochWindows', epochWindows, 1000],
  ['unknownPhases', unknownPhases, 600],
  ['slidingCounters', slidingCounters, 1000],
  ['unknownSlidingPhases', unknownSlidingPhases, 400],
] as const)('agrees with the brute force on %s', (name, drawn, histories) => {
  const tried = compare(`${seed} ${name}`, histories, { ...drawn, othersPercent: 10 });
  console.log(`seed ${seed} ${name}: ${JSON.stringify(tried)}`);
  expect(tried.unknown).toBe(0);
  expect(Math.min(tried.valid, tried.invalid, tried.musts)).toBeGreaterThan(histories / 10);
});
