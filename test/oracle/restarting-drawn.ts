import { cooldown, fixedWindow } from '../../src/models/index.js';
import { restartingSearch } from '../../src/oracle/contention/restarting/search.js';
import type { Drawn } from './compare.js';

const per = ['resource'] as const;

/** Cooldowns that refusals start again. */
export const restartingCooldowns: Drawn = {
  model: (random) => cooldown({ per, everyUs: 1 + random.below(8), restartOnReject: true }),
  search: restartingSearch,
};

/** Windows that every attempt puts off. */
export const refreshedWindows: Drawn = {
  model: (random) =>
    fixedWindow({
      per,
      limit: 1 + random.below(4),
      windowUs: 1 + random.below(8),
      refresh: 'attempt',
    }),
  search: restartingSearch,
};

/** The same, counting what they refuse. Without a past nobody saw: it could be counted without end. */
export const countingWindows: Drawn = {
  ...refreshedWindows,
  model: (random) =>
    fixedWindow({
      per,
      limit: 1 + random.below(4),
      windowUs: 1 + random.below(8),
      refresh: 'attempt',
      countRejected: true,
    }),
  pastPercent: 0,
};
