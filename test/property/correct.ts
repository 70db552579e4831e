import {
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
} from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import type { LimiterFactory } from '../../src/property/index.js';

/** A model, and a limiter as somebody would write it who has never seen the model: whole milliseconds, a map. */
export interface Correct {
  readonly model: Model;
  readonly limiter: LimiterFactory;
}

const per = ['resource'] as const;

/** What is kept of a key, made when it is first needed. */
function kept<Entry>(fresh: () => Entry): (key: string) => Entry {
  const entries = new Map<string, Entry>();
  return (key) => {
    const entry = entries.get(key) ?? fresh();
    entries.set(key, entry);
    return entry;
  };
}

const byResource =
  <Entry>(fresh: () => Entry, accepts: (entry: Entry, nowMs: number, attempt: Attempt) => boolean) =>
  (): LimiterFactory =>
  ({ nowMs }) => {
    const entryOf = kept(fresh);
    return (attempt) => accepts(entryOf(attempt.resource), nowMs(), attempt);
  };

const cooldownOf = (everyMs: number) =>
  byResource(
    () => ({ lastMs: -Infinity }),
    (entry, nowMs) => {
      if (nowMs - entry.lastMs < everyMs) return false;
      entry.lastMs = nowMs;
      return true;
    },
  )();

const debounceOf = (everyMs: number) =>
  byResource(
    () => ({ lastMs: -Infinity }),
    (entry, nowMs) => {
      const accepts = nowMs - entry.lastMs >= everyMs;
      entry.lastMs = nowMs;
      return accepts;
    },
  )();

/** With whole tokens in thousandths of a millisecond, as nobody can be exact with a third of a token. */
const bucketOf = (capacity: number, refillMs: number) =>
  byResource(
    () => ({ levelMs: 0, atMs: 0 }),
    (entry, nowMs, { cost }) => {
      const levelMs = Math.max(0, entry.levelMs - (nowMs - entry.atMs));
      Object.assign(entry, { levelMs, atMs: nowMs });
      if (levelMs + cost * refillMs > capacity * refillMs) return false;
      entry.levelMs += cost * refillMs;
      return true;
    },
  )();

const logOf = (limit: number, windowMs: number) =>
  byResource(
    () => ({ hits: [] as number[] }),
    (entry, nowMs, { cost }) => {
      entry.hits = entry.hits.filter((hitMs) => hitMs > nowMs - windowMs);
      if (entry.hits.length + cost > limit) return false;
      for (let unit = 0; unit < cost; unit++) entry.hits.push(nowMs);
      return true;
    },
  )();

type Refresh = 'never' | 'accept' | 'attempt';

const windowOf = (limit: number, windowMs: number, refresh: Refresh) =>
  byResource(
    () => ({ endMs: -Infinity, count: 0 }),
    (entry, nowMs) => {
      if (nowMs >= entry.endMs) Object.assign(entry, { endMs: nowMs + windowMs, count: 0 });
      const accepts = entry.count < limit;
      if (accepts) entry.count++;
      if (refresh === 'attempt' || (refresh === 'accept' && accepts)) entry.endMs = nowMs + windowMs;
      return accepts;
    },
  )();

const clockWindowOf = (limit: number, windowMs: number) =>
  byResource(
    () => ({ window: -1, count: 0 }),
    (entry, nowMs) => {
      const window = Math.floor(nowMs / windowMs);
      if (window !== entry.window) Object.assign(entry, { window, count: 0 });
      return entry.count < limit && ++entry.count > 0;
    },
  )();

const counterOf = (limit: number, windowMs: number) =>
  byResource(
    () => new Map<number, number>(),
    (counts, nowMs) => {
      const window = Math.floor(nowMs / windowMs);
      const leftMs = (window + 1) * windowMs - nowMs;
      const carried = Math.floor(((counts.get(window - 1) ?? 0) * leftMs) / windowMs);
      const count = counts.get(window) ?? 0;
      if (carried + count >= limit) return false;
      counts.set(window, count + 1);
      return true;
    },
  )();

const leaseOf = (ttlMs: number) =>
  byResource(
    () => ({ holder: '', untilMs: -Infinity }),
    (entry, nowMs, { user, action }) => {
      const isHolder = nowMs < entry.untilMs && entry.holder === user;
      if (action === 'release') {
        if (isHolder) entry.untilMs = -Infinity;
        return isHolder;
      }
      const accepts = action === 'renew' ? isHolder : nowMs >= entry.untilMs;
      if (accepts) Object.assign(entry, { holder: user, untilMs: nowMs + ttlMs });
      return accepts;
    },
  )();

const slotsOf = (limit: number) =>
  byResource(
    () => ({ holders: [] as string[] }),
    ({ holders }, _nowMs, { user, action }) => {
      if (action === 'release')
        return holders.includes(user) && holders.splice(holders.indexOf(user), 1).length > 0;
      return holders.length < limit && holders.push(user) > 0;
    },
  )();

const turnsOf = (order: readonly string[]) =>
  byResource(
    () => ({ moves: 0 }),
    (entry, _nowMs, { user }) => order[entry.moves % order.length] === user && ++entry.moves > 0,
  )();

const seatsOf = (limit: number) =>
  byResource(
    () => ({ taken: 0 }),
    (entry) => entry.taken < limit && ++entry.taken > 0,
  )();

const onceOf = (): LimiterFactory => () => {
  const seen = new Set<string>();
  return ({ user, resource }) => {
    const key = `${user} ${resource}`;
    return !seen.has(key) && seen.add(key).has(key);
  };
};

const order = ['ann', 'bob'];

/** One of each kind, and some twice: by clocks somebody knows, and nobody. */
export const correct: Readonly<Record<string, Correct>> = {
  cooldown: { model: cooldown({ per, everyUs: 1_000_000 }), limiter: cooldownOf(1000) },
  debounce: { model: cooldown({ per, everyUs: 250_000, restartOnReject: true }), limiter: debounceOf(250) },
  tokenBucket: {
    model: tokenBucket({ per, capacity: 3, refillEveryUs: 100_000 }),
    limiter: bucketOf(3, 100),
  },
  slidingLog: { model: slidingLog({ per, limit: 4, windowUs: 1_000_000 }), limiter: logOf(4, 1000) },
  fixedWindow: {
    model: fixedWindow({ per, limit: 3, windowUs: 60_000_000 }),
    limiter: windowOf(3, 60_000, 'never'),
  },
  'fixedWindow put off by accepts': {
    model: fixedWindow({ per, limit: 2, windowUs: 500_000, refresh: 'accept' }),
    limiter: windowOf(2, 500, 'accept'),
  },
  'fixedWindow put off by attempts': {
    model: fixedWindow({ per, limit: 2, windowUs: 500_000, refresh: 'attempt' }),
    limiter: windowOf(2, 500, 'attempt'),
  },
  'fixedWindow by the clock': {
    model: fixedWindow({ per, limit: 2, windowUs: 1_000_000, anchor: 'epoch', originUs: 0 }),
    limiter: clockWindowOf(2, 1000),
  },
  'fixedWindow by a clock nobody knows': {
    model: fixedWindow({ per, limit: 2, windowUs: 1_000_000, anchor: 'epoch' }),
    limiter: clockWindowOf(2, 1000),
  },
  slidingCounter: {
    model: slidingCounter({ per, limit: 3, windowUs: 1_000_000, originUs: 0 }),
    limiter: counterOf(3, 1000),
  },
  capacity: { model: capacity({ per, limit: 5 }), limiter: seatsOf(5) },
  once: { model: once({ per: ['user', 'resource'] }), limiter: onceOf() },
  lease: { model: lease({ per, ttlUs: 30_000_000 }), limiter: leaseOf(30_000) },
  turns: { model: turns({ per, order }), limiter: turnsOf(order) },
  concurrency: { model: concurrency({ per, limit: 2 }), limiter: slotsOf(2) },
};
