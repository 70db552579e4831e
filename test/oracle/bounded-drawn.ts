import {
  concurrency,
  fixedWindow,
  lease,
  ownModel,
  slidingLog,
  tokenBucket,
  turns,
} from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { boundedSearch, boundedSearchOf } from '../../src/oracle/contention/bounded/search.js';
import type { Random } from '../../src/plan/random.js';
import type { Drawn } from './compare.js';

const users = ['a', 'b', 'c'];
const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];
const some = (random: Random) => users.slice(0, 1 + random.below(3));

/** After an accept comes a pause, longer for the one who was accepted; two refusals in a row shorten it. */
export const pausing = (shortUs: number, longUs: number): Model =>
  ownModel<{ readonly who: string; readonly atUs: number; readonly refused: number } | null>({
    name: 'pausing',
    per: ['resource'],
    describe: 'a pause, longer for the last one',
    durationsUs: [shortUs, longUs],
    recoveryUs: longUs,
    remembersUs: longUs,
    init: () => null,
    decide(state, { user }, atUs) {
      const pauseUs = state === null || (state.who === user && state.refused < 2) ? longUs : shortUs;
      if (state === null || atUs - state.atUs >= pauseUs)
        return { accepts: true, next: { who: user, atUs, refused: 0 } };
      return { accepts: false, next: { ...state, refused: Math.min(2, state.refused + 1) } };
    },
  });

/** Needs more than one pause, and no longer than two: compares with `>` and `<=`, and with a sum. */
export const rhythm = (us: number): Model =>
  ownModel<number | null>({
    name: 'rhythm',
    per: ['resource'],
    describe: 'a rhythm',
    durationsUs: [us],
    init: () => null,
    decide(lastUs, _attempt, atUs) {
      const isGood = lastUs === null || (atUs - lastUs > us && atUs - lastUs <= 2 * us);
      return isGood ? { accepts: true, next: atUs } : { accepts: false, next: lastUs };
    },
  });

/** What is compared with the brute force, by name. */
export const drawn: Readonly<Record<string, Drawn>> = {
  lease: {
    model: (random) => lease({ per: ['resource'], ttlUs: 2 + random.below(9) }),
    search: boundedSearch,
    attempt: (random) => ({
      user: pick(random, some(random)),
      action: pick(random, ['acquire', 'acquire', 'renew', 'release']),
    }),
    actionsMost: 6,
    pastPercent: 15,
    othersPercent: 5,
  },
  turns: {
    model(random) {
      const order = users.slice(0, 1 + random.below(3));
      return random.below(2) === 0
        ? turns({ per: ['resource'], order })
        : turns({ per: ['resource'], order, timeoutUs: 2 + random.below(8) });
    },
    search: boundedSearch,
    attempt: (random) => ({ user: pick(random, users) }),
    actionsMost: 6,
    pastPercent: 15,
    othersPercent: 5,
  },
  concurrency: {
    model: (random) => concurrency({ per: ['resource'], limit: 1 + random.below(3) }),
    search: boundedSearch,
    attempt: (random) => ({
      user: pick(random, some(random)),
      action: pick(random, ['acquire', 'acquire', 'release']),
    }),
    othersPercent: 5,
  },
  own: {
    model: (random) =>
      random.below(2) === 0 ? pausing(2 + random.below(3), 4 + random.below(6)) : rhythm(2 + random.below(5)),
    search: boundedSearch,
    attempt: (random) => ({ user: pick(random, users) }),
    actionsMost: 5,
    pastPercent: 8,
  },
  tokenBucket: {
    model: (random) =>
      tokenBucket({ per: ['resource'], capacity: 1 + random.below(3), refillEveryUs: 2 + random.below(4) }),
    search: (world) => boundedSearchOf(world, [world.model.parameters['refillEveryUs'] as number]),
    attempt: (random) => ({ cost: 1 + random.below(3) }),
    actionsMost: 5,
  },
  slidingLog: {
    model: (random) =>
      slidingLog({ per: ['resource'], limit: 1 + random.below(3), windowUs: 2 + random.below(8) }),
    search: (world) => boundedSearchOf(world, [world.model.parameters['windowUs'] as number]),
    attempt: (random) => ({ cost: 1 + random.below(2) }),
    actionsMost: 5,
  },
  fixedWindow: {
    model: (random) =>
      fixedWindow({
        per: ['resource'],
        limit: 1 + random.below(3),
        windowUs: 2 + random.below(8),
        refresh: pick(random, ['never', 'accept', 'attempt'] as const),
        countRejected: random.below(2) === 0,
      }),
    search: (world) => boundedSearchOf(world, [world.model.parameters['windowUs'] as number]),
    attempt: (random) => ({ cost: 1 + random.below(2) }),
    actionsMost: 5,
    pastPercent: 0,
  },
};
