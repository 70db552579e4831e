import { fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import { zoneSearch } from '../../src/oracle/contention/zones/search.js';
import type { Random } from '../../src/plan/random.js';
import type { Drawn } from './compare.js';

const share = { search: zoneSearch, othersPercent: 20 };

/** How keys of each limiter are drawn. */
export const drawnZones: Readonly<Record<string, Drawn>> = {
  tokenBucket: {
    ...share,
    model: (random) =>
      tokenBucket({ per: [], capacity: 1 + random.below(4), refillEveryUs: 1 + random.below(6) }),
  },
  slidingLog: {
    ...share,
    model: (random) => slidingLog({ per: [], limit: 1 + random.below(4), windowUs: 1 + random.below(9) }),
  },
  fixedWindow: { ...share, model: (random) => windowModel(random, 'never') },
  refreshedWindow: { ...share, model: (random) => windowModel(random, 'accept') },
};

function windowModel(random: Random, refresh: 'never' | 'accept') {
  return fixedWindow({ per: [], limit: 1 + random.below(4), windowUs: 1 + random.below(9), refresh });
}
