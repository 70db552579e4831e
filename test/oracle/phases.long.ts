import { expect, it } from 'vitest';
import { epochWindows, slidingCounters, unknownPhases, unknownSlidingPhases } from './phases-drawn.js';
import { compareLong } from './restarting-rounds.js';

it.each(Object.entries({ epochWindows, unknownPhases, slidingCounters, unknownSlidingPhases }))(
  'agrees with the brute force on a million histories of %s',
  (name, drawn) => {
    expect(compareLong(name, { ...drawn, othersPercent: 5 }).unknown).toBe(0);
  },
);
