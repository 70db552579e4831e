import { behaviours } from '../../src/behaviours/index.js';
import type { Behaviour } from '../../src/behaviours/behaviour.js';
import {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
  unlimited,
} from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';

/** A reference server, and the model that says what it should answer. */
export interface Pair {
  readonly title: string;
  readonly behaviour: Behaviour;
  readonly settings: Readonly<Record<string, number>>;
  readonly model: Model;
  /** The model for windows that follow the server's clock, when nobody knows when one begins. */
  readonly blind?: Model;
  /** The kinds of action it is asked for. */
  readonly kinds: readonly string[];
  /** The greatest cost that makes sense to it. */
  readonly costMax: number;
}

const ms = 1000;
const user = ['user'] as const;
const resource = ['resource'] as const;

/** Every correct behaviour, with small numbers, beside its model. */
export const pairs: readonly Pair[] = [
  paired('arena', { cooldownMs: 30 }, cooldown({ per: resource, everyUs: 30 * ms })),
  paired(
    'debounce',
    { cooldownMs: 30 },
    cooldown({ per: resource, everyUs: 30 * ms, restartOnReject: true }),
  ),
  paired(
    'api',
    { capacity: 3, refillMs: 20 },
    tokenBucket({ per: user, capacity: 3, refillEveryUs: 20 * ms }),
    { costMax: 3 },
  ),
  paired('chat', { limit: 3, windowMs: 60 }, slidingLog({ per: user, limit: 3, windowUs: 60 * ms }), {
    costMax: 3,
  }),
  paired('quota', { limit: 3, windowMs: 60 }, fixedWindow({ per: user, limit: 3, windowUs: 60 * ms }), {
    costMax: 3,
  }),
  paired(
    'quota',
    { limit: 3, windowMs: 60, byClock: 1 },
    fixedWindow({ per: user, limit: 3, windowUs: 60 * ms, anchor: 'epoch', originUs: 0 }),
    { costMax: 3, blind: fixedWindow({ per: user, limit: 3, windowUs: 60 * ms, anchor: 'epoch' }) },
  ),
  paired(
    'gateway',
    { limit: 3, windowMs: 60 },
    slidingCounter({ per: user, limit: 3, windowUs: 60 * ms, originUs: 0 }),
    { costMax: 3, blind: slidingCounter({ per: user, limit: 3, windowUs: 60 * ms }) },
  ),
  paired('seats', { seats: 4 }, capacity({ per: resource, limit: 4 })),
  paired('ballot', {}, once({ per: ['user', 'resource'] })),
  paired('ballot', { upsert: 1 }, once({ per: ['user', 'resource'], onRepeat: 'update' })),
  { ...paired('ballot', { upsert: 1 }, unlimited()), title: 'ballot upsert 1, taken for no limit' },
  paired('locks', { ttlMs: 40 }, lease({ per: resource, ttlUs: 40 * ms }), {
    kinds: ['acquire', 'renew', 'release', 'act'],
  }),
  paired('game', { players: 3 }, turns({ per: resource, order: ['u0', 'u1', 'u2'] })),
  paired(
    'game',
    { players: 3, turnMs: 25 },
    turns({ per: resource, order: ['u0', 'u1', 'u2'], timeoutUs: 25 * ms }),
  ),
  paired('rooms', { slots: 2 }, concurrency({ per: resource, limit: 2 }), {
    kinds: ['acquire', 'release', 'act'],
  }),
  paired(
    'canvas',
    { userMs: 30, resourceMs: 20 },
    allOf([cooldown({ per: user, everyUs: 30 * ms }), cooldown({ per: resource, everyUs: 20 * ms })]),
  ),
];

function paired(
  name: string,
  settings: Pair['settings'],
  model: Model,
  more: Partial<Pick<Pair, 'kinds' | 'costMax' | 'blind'>> = {},
): Pair {
  const behaviour = behaviours.find((each) => each.name === name);
  if (behaviour === undefined) throw new Error(`there is no behaviour ${name}`);
  const title = [name, ...Object.entries(settings).map(([key, value]) => `${key} ${value}`)].join(' ');
  return { title, behaviour, settings, model, kinds: ['act'], costMax: 1, ...more };
}
