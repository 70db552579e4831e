import type { KeyField } from '../history/action.js';
import { capacity, cooldown, fixedWindow, slidingLog, tokenBucket } from '../models/index.js';
import type { Model } from '../models/model.js';
import type { Candidate } from './contract.js';

/** The limits a probe thinks of, the simplest first: this order is that of the findings. */
export const familyNames = [
  'cooldown',
  'debounce',
  'bucket',
  'log',
  'window',
  'clock',
  'windowFromLast',
  'windowRestarting',
  'capacity',
] as const;
export type FamilyName = (typeof familyNames)[number];

/** One kind of limit with one count and one time. */
export interface Family {
  readonly name: FamilyName;
  /** As the findings name it, with the choices that make it this one. */
  readonly family: Candidate['family'];
  readonly choices: Candidate['choices'];
  /** The names of its parameters; `null`: it has none of the kind. */
  readonly countName: string | null;
  readonly timeName: string | null;
  /** With a count of one it is the same as a plainer family. */
  readonly countLeast: number;
  /** `originUs` only where windows follow a clock. */
  model(per: readonly KeyField[], count: number, us: number, originUs?: number): Model;
}

const never = { countLeast: 2, countName: 'limit', timeName: 'windowUs', family: 'fixedWindow' } as const;

export const families: Readonly<Record<FamilyName, Family>> = {
  cooldown: {
    name: 'cooldown',
    family: 'cooldown',
    choices: {},
    countName: null,
    timeName: 'everyUs',
    countLeast: 1,
    model: (per, _count, everyUs) => cooldown({ per, everyUs }),
  },
  debounce: {
    name: 'debounce',
    family: 'cooldown',
    choices: { restartOnReject: true },
    countName: null,
    timeName: 'everyUs',
    countLeast: 1,
    model: (per, _count, everyUs) => cooldown({ per, everyUs, restartOnReject: true }),
  },
  bucket: {
    name: 'bucket',
    family: 'tokenBucket',
    choices: {},
    countName: 'capacity',
    timeName: 'refillEveryUs',
    countLeast: 2,
    model: (per, count, refillEveryUs) => tokenBucket({ per, capacity: count, refillEveryUs }),
  },
  log: {
    name: 'log',
    family: 'slidingLog',
    choices: {},
    countName: 'limit',
    timeName: 'windowUs',
    countLeast: 2,
    model: (per, limit, windowUs) => slidingLog({ per, limit, windowUs }),
  },
  window: {
    ...never,
    name: 'window',
    choices: { anchor: 'first', refresh: 'never' },
    model: (per, limit, windowUs) => fixedWindow({ per, limit, windowUs }),
  },
  clock: {
    ...never,
    name: 'clock',
    choices: { anchor: 'epoch' },
    countLeast: 1,
    model: (per, limit, windowUs, originUs) =>
      fixedWindow({ per, limit, windowUs, anchor: 'epoch', ...(originUs !== undefined && { originUs }) }),
  },
  windowFromLast: {
    ...never,
    name: 'windowFromLast',
    choices: { anchor: 'first', refresh: 'accept' },
    model: (per, limit, windowUs) => fixedWindow({ per, limit, windowUs, refresh: 'accept' }),
  },
  windowRestarting: {
    ...never,
    name: 'windowRestarting',
    choices: { anchor: 'first', refresh: 'attempt' },
    model: (per, limit, windowUs) => fixedWindow({ per, limit, windowUs, refresh: 'attempt' }),
  },
  capacity: {
    name: 'capacity',
    family: 'capacity',
    choices: {},
    countName: 'limit',
    timeName: null,
    countLeast: 1,
    model: (per, limit) => capacity({ per, limit }),
  },
};
