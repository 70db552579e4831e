/** The models that are measured, each with traffic that its keys recover from. */
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
} from '../dist/src/models/index.js';

const per = /** @type {const} */ (['resource']);
const ms = 1000;

/**
 * @typedef {object} Measured
 * @property {(actionsPerKey: number) => import('../dist/src/models/model.js').Model} model
 * @property {readonly number[]} gapsUs between one action on a key and the next, in turn
 * @property {string} [prototype] millions a second that the prototypes of these searches reached
 * @property {number} [actions] at most so many are judged at once, for the slow ones
 * @property {readonly string[]} [kinds] what the actions are, in turn
 * @property {readonly number[]} [users] who acts, in turn, added to the number of the key
 */

const burst = (gapUs, count, pauseUs) => [...Array.from({ length: count - 1 }, () => gapUs), pauseUs];
const fiveIn500 = { gapsUs: burst(60 * ms, 20, 1100 * ms), actions: 100_000 };

/** @type {Readonly<Record<string, Measured>>} */
export const measured = {
  cooldown: {
    model: () => cooldown({ per, everyUs: 100 * ms }),
    gapsUs: [60 * ms, 50 * ms, 2 * ms, 120 * ms, 40 * ms, 90 * ms, 250 * ms],
    prototype: '2-6',
  },
  'cooldown restartOnReject': {
    model: () => cooldown({ per, everyUs: 100 * ms, restartOnReject: true }),
    gapsUs: [60 * ms, 130 * ms, 2 * ms, 150 * ms, 40 * ms, 250 * ms],
    prototype: '1-1.6',
  },
  tokenBucket: {
    model: () => tokenBucket({ per, capacity: 5, refillEveryUs: 100 * ms }),
    ...fiveIn500,
    prototype: '0.09-1',
  },
  slidingLog: {
    model: () => slidingLog({ per, limit: 5, windowUs: 500 * ms }),
    ...fiveIn500,
    prototype: '0.07-0.23',
  },
  'fixedWindow first': {
    model: () => fixedWindow({ per, limit: 5, windowUs: 500 * ms }),
    ...fiveIn500,
    prototype: '0.4',
  },
  'fixedWindow epoch': {
    model: () => fixedWindow({ per, limit: 5, windowUs: 500 * ms, anchor: 'epoch' }),
    ...fiveIn500,
  },
  capacity: {
    model: (actionsPerKey) => capacity({ per, limit: Math.ceil(actionsPerKey / 2) }),
    gapsUs: [20 * ms],
  },
  once: { model: () => once({ per: ['user', 'resource'] }), gapsUs: [20 * ms], users: [0] },
  lease: {
    model: () => lease({ per, ttlUs: 100 * ms }),
    gapsUs: [40 * ms, 40 * ms, 40 * ms, 40 * ms, 40 * ms, 250 * ms],
    kinds: ['acquire', 'acquire', 'renew', 'release', 'acquire', 'act'],
    users: [0, 1, 0, 0, 1, 2],
    actions: 100_000,
  },
  turns: {
    model: () => turns({ per, order: ['u0', 'u1', 'u2'], timeoutUs: 400 * ms }),
    gapsUs: [60 * ms],
    users: [0, 1, 1, 2],
    actions: 100_000,
  },
  concurrency: {
    model: () => concurrency({ per, limit: 3 }),
    gapsUs: [40 * ms],
    kinds: ['acquire', 'acquire', 'acquire', 'acquire', 'release', 'release', 'release', 'release'],
    users: [0, 1, 2, 3, 0, 1, 2, 3],
    actions: 100_000,
  },
  slidingCounter: {
    model: () => slidingCounter({ per, limit: 5, windowUs: 500 * ms }),
    ...fiveIn500,
  },
  allOf: {
    model: () => allOf([cooldown({ per, everyUs: 100 * ms }), cooldown({ per: ['user'], everyUs: 50 * ms })]),
    gapsUs: [60 * ms, 50 * ms, 120 * ms, 40 * ms, 250 * ms],
    users: [0, 1, 2],
    actions: 100_000,
  },
};
