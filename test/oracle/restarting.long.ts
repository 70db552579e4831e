import { expect, it } from 'vitest';
import { compareLong } from './restarting-rounds.js';
import { countingWindows, refreshedWindows, restartingCooldowns } from './restarting-drawn.js';

it.each(Object.entries({ restartingCooldowns, refreshedWindows, countingWindows }))(
  'agrees with the brute force on a million histories of %s',
  (name, drawn) => {
    const others = drawn === countingWindows ? 0 : 5;
    expect(compareLong(name, { ...drawn, othersPercent: others }).unknown).toBe(0);
  },
);
