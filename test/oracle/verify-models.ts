import {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  ownModel,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
  unlimited,
} from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import type { Random } from '../../src/plan/random.js';

/** A model with tiny numbers, and what is tried on it. */
export interface TinyModel {
  readonly name: string;
  model(random: Random): Model;
  attempt?(random: Random): Partial<Attempt>;
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];
const from = (random: Random, least: number, most: number): number => least + random.below(most - least + 1);
const users = (random: Random) => ({ user: pick(random, ['a', 'b']) });

/** Every kind of model: adding one is one line. */
export const tinyModels: readonly TinyModel[] = [
  { name: 'cooldown', model: (random) => cooldown({ per: [], everyUs: from(random, 1, 6) }) },
  {
    name: 'restarting cooldown',
    model: (random) => cooldown({ per: [], everyUs: from(random, 1, 6), restartOnReject: true }),
  },
  {
    name: 'tokenBucket',
    model: (random) =>
      tokenBucket({ per: [], capacity: from(random, 1, 3), refillEveryUs: from(random, 1, 5) }),
  },
  {
    name: 'slidingLog',
    model: (random) => slidingLog({ per: [], limit: from(random, 1, 3), windowUs: from(random, 2, 8) }),
  },
  {
    name: 'fixedWindow',
    model: (random) =>
      fixedWindow({
        per: [],
        limit: from(random, 1, 3),
        windowUs: from(random, 2, 8),
        refresh: pick(random, ['never', 'accept', 'attempt'] as const),
      }),
  },
  {
    name: 'fixedWindow by the clock',
    model: (random) =>
      fixedWindow({
        per: [],
        limit: from(random, 1, 3),
        windowUs: from(random, 2, 8),
        anchor: 'epoch',
        originUs: random.below(8),
      }),
  },
  {
    name: 'slidingCounter',
    model: (random) =>
      slidingCounter({
        per: [],
        limit: from(random, 1, 3),
        windowUs: from(random, 2, 8),
        originUs: random.below(8),
      }),
  },
  { name: 'capacity', model: (random) => capacity({ per: [], limit: from(random, 1, 4) }) },
  {
    name: 'once',
    model: (random) => once({ per: [], onRepeat: pick(random, ['reject', 'update'] as const) }),
  },
  { name: 'unlimited', model: () => unlimited() },
  {
    name: 'lease',
    model: (random) => lease({ per: [], ttlUs: from(random, 2, 8) }),
    attempt: (random) => ({ ...users(random), action: pick(random, ['acquire', 'renew', 'release']) }),
  },
  {
    name: 'turns',
    model: (random) =>
      turns({
        per: [],
        order: ['a', 'b'],
        ...(random.below(2) === 0 ? {} : { timeoutUs: from(random, 2, 8) }),
      }),
    attempt: users,
  },
  {
    name: 'concurrency',
    model: (random) => concurrency({ per: [], limit: from(random, 1, 2) }),
    attempt: (random) => ({ ...users(random), action: pick(random, ['acquire', 'acquire', 'release']) }),
  },
  {
    name: 'allOf',
    model: (random) =>
      allOf([
        cooldown({ per: ['resource'], everyUs: from(random, 1, 4) }),
        slidingLog({ per: ['user'], limit: from(random, 1, 2), windowUs: from(random, 2, 8) }),
      ]),
    attempt: (random) => ({ ...users(random), resource: pick(random, ['r', 's']) }),
  },
  {
    name: 'a model of somebody',
    model: (random) => {
      const everyUs = from(random, 1, 6);
      return ownModel<number | null>({
        name: 'own',
        per: [],
        describe: 'own',
        durationsUs: [everyUs],
        recoveryUs: everyUs,
        init: () => null,
        decide: (lastUs, _, atUs) =>
          lastUs === null || atUs - lastUs >= everyUs
            ? { accepts: true, next: atUs }
            : { accepts: false, next: lastUs },
      });
    },
  },
];
