import { fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import type { World } from '../../src/oracle/contention/search.js';
import { zoneSearch } from '../../src/oracle/contention/zones/search.js';
import type { Random } from '../../src/plan/random.js';
import type { Drawn } from './compare.js';

interface Sizes {
  readonly limit: number;
  readonly lengthUs: number;
}

const per = [] as const;

/** The limiters by name, with a limit and a duration. */
const limiters = {
  tokenBucket: ({ limit, lengthUs }: Sizes) =>
    tokenBucket({ per, capacity: limit, refillEveryUs: Math.ceil(lengthUs / 2) }),
  slidingLog: ({ limit, lengthUs }: Sizes) => slidingLog({ per, limit, windowUs: lengthUs }),
  fixedWindow: ({ limit, lengthUs }: Sizes) => fixedWindow({ per, limit, windowUs: lengthUs }),
  refreshedWindow: ({ limit, lengthUs }: Sizes) =>
    fixedWindow({ per, limit, windowUs: lengthUs, refresh: 'accept' }),
} as const;

type Name = keyof typeof limiters;

/** The same limiters with an exclusive boundary: what waits for a duration waits a microsecond longer. */
const exclusive: Readonly<Record<Name, (sizes: Sizes) => Model>> = {
  tokenBucket: (sizes) => exclusiveBucket(sizes.limit, Math.ceil(sizes.lengthUs / 2)),
  slidingLog: (sizes) => oneLater(limiters.slidingLog, sizes),
  fixedWindow: (sizes) => oneLater(limiters.fixedWindow, sizes),
  refreshedWindow: (sizes) => oneLater(limiters.refreshedWindow, sizes),
};

function oneLater(make: (sizes: Sizes) => Model, { limit, lengthUs }: Sizes): Model {
  return { ...make({ limit, lengthUs: lengthUs + 1 }), driver: make({ limit, lengthUs }).driver };
}

interface Bucket {
  readonly fullAtUs: number;
  readonly taken: number;
}

/** A token can be taken one microsecond after it came back; those of a full bucket are there at once. */
function exclusiveBucket(capacity: number, refillEveryUs: number): Model<Bucket | null> {
  const plain = tokenBucket({ per, capacity, refillEveryUs });
  return {
    ...plain,
    recoveryUs: plain.recoveryUs + 1,
    init: () => null,
    decide(state, { cost }, atUs) {
      const isFull = state === null || atUs > state.fullAtUs;
      const { fullAtUs, taken } = isFull ? { fullAtUs: atUs, taken: 0 } : state;
      const isThere =
        taken + cost <= capacity || (!isFull && atUs > fullAtUs - (capacity - cost) * refillEveryUs);
      if (cost > capacity || !isThere) return { accepts: false, next: state };
      const next = { fullAtUs: fullAtUs + cost * refillEveryUs, taken: Math.min(capacity, taken + cost) };
      return { accepts: true, next };
    },
  };
}

const sizesOf = (random: Random): Sizes => ({ limit: 1 + random.below(4), lengthUs: 1 + random.below(10) });
const costs = (random: Random) => ({ cost: 1 + random.below(random.below(2) === 0 ? 3 : 5) });
const exclusively = (world: World) =>
  zoneSearch({ ...world, assumptions: { ...world.assumptions, boundary: 'exclusive' } });

/** How keys of a limiter are drawn: as they are, with costs, and with an exclusive boundary. */
export function drawnZones(name: Name): Readonly<Record<'plain' | 'costs' | 'exclusive', Drawn>> {
  const plain: Drawn = {
    model: (random) => limiters[name](sizesOf(random)),
    search: zoneSearch,
    othersPercent: 20,
    // A log has many pasts, and the brute force tries them all.
    ...(name === 'slidingLog' ? { actionsMost: 6, pastPercent: 8 } : {}),
  };
  const later = (random: Random) => exclusive[name](sizesOf(random));
  return {
    plain,
    costs: { ...plain, attempt: costs, actionsMost: 5 },
    exclusive: { ...plain, model: later, search: exclusively, actionsMost: 5 },
  };
}

/** The names of the limiters. */
export const zoneNames = Object.keys(limiters) as readonly Name[];
