import { expect, it } from 'vitest';
import { modelFrom } from '../../src/models/index.js';
import { phaseSearch } from '../../src/oracle/contention/phases/search.js';
import { compare, compareOne } from './compare.js';
import { epochWindows, slidingCounters, unknownPhases, unknownSlidingPhases } from './phases-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'phases';

it.each([
  ['epochWindows', epochWindows, 600],
  ['unknownPhases', unknownPhases, 400],
  ['slidingCounters', slidingCounters, 600],
  ['unknownSlidingPhases', unknownSlidingPhases, 300],
] as const)('agrees with the brute force on %s', (name, drawn, histories) => {
  const tried = compare(`${seed} ${name}`, histories, { ...drawn, othersPercent: 10 });
  console.log(`seed ${seed} ${name}: ${JSON.stringify(tried)}`);
  expect(tried.unknown).toBe(0);
  expect(Math.min(tried.valid, tried.invalid, tried.musts)).toBeGreaterThan(histories / 10);
});

it('does not fill a window with an unknown action whose time is over', () => {
  const parameters = { per: ['resource'], limit: 2, windowUs: 5, anchor: 'epoch', originUs: 2 };
  const key = {
    model: modelFrom({ name: 'fixedWindow', parameters }),
    actions: [
      { startUs: 12, endUs: 15, answer: 'accept' },
      { startUs: 4, endUs: 5, answer: 'accept' },
      { startUs: 13, endUs: 13, answer: 'reject' },
      { startUs: 2, endUs: 9, answer: 'unknown' },
    ],
    pastUntilUs: null,
  } as const;
  expect(compareOne(key, phaseSearch)).toBe('invalid');
});
