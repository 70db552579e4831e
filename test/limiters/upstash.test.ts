// oxlint-disable vitest/no-standalone-expect -- a trap is a test
import { Ratelimit } from '@upstash/ratelimit';
import type { Redis } from 'ioredis';
import { describe, expect } from 'vitest';
import { fixedWindow, slidingCounter, slidingLog, tokenBucket } from '../../src/models/index.js';
import { agreement, explains, playAll, schedulesEach, type Subject } from './agreement.js';
import { drive, type Limiter } from './driven.js';
import { steppedBucket } from './own-models.js';
import { redisTests } from './redis-tests.js';
import { unchanged, upstashRedis, type UpstashClient } from './upstash-redis.js';
import { onVirtualDates, onVirtualTime } from './virtual-time.js';

type Algorithm = ConstructorParameters<typeof Ratelimit>[0]['limiter'];

let made = 0;

/** A limiter with keys of its own. Dates are virtual, the server's expiry is not: windows are long. */
function ratelimit(redis: UpstashClient, limiter: Algorithm, cache: Map<string, number> | false): Ratelimit {
  const prefix = `t${made++}`;
  return new Ratelimit({ redis: redis as never, limiter, prefix, ephemeralCache: cache });
}

function limiting(of: Ratelimit): Limiter {
  return async (key, cost) => {
    const { success } = await of.limit(key, { rate: cost });
    return { accepted: success };
  };
}

const windowMs = 1_024_000;
const window = { per: ['resource'], limit: 5, windowUs: windowMs * 1000 } as const;
const epochWindow = fixedWindow({ ...window, anchor: 'epoch', originUs: 0, countRejected: true });
const counter = slidingCounter({ ...window, originUs: 0 });
const at = (...times: readonly number[]) => times.map((atMs) => ({ atMs, key: 'k', cost: 1 }));
const marks = (rows: readonly { accepted: boolean }[]) =>
  rows.map(({ accepted }) => (accepted ? '+' : '-')).join('');

const uncached = (client: Redis, algorithm: Algorithm): Limiter =>
  limiting(ratelimit(upstashRedis(client), algorithm, false));

const subjects: Readonly<Record<string, Omit<Subject, 'name' | 'limiter'> & { algorithm: Algorithm }>> = {
  fixedWindow: {
    of: 'upstash-fixed',
    algorithm: Ratelimit.fixedWindow(5, `${windowMs} ms`),
    model: epochWindow,
    shape: { limit: 5, edgesMs: [windowMs], costs: [2, 4, 6] },
  },
  slidingWindow: {
    of: 'upstash-sliding',
    algorithm: Ratelimit.slidingWindow(5, `${windowMs} ms`),
    model: counter,
    shape: { limit: 5, edgesMs: [windowMs, windowMs / 4] },
  },
  tokenBucket: {
    of: 'upstash-bucket',
    algorithm: Ratelimit.tokenBucket(2, `${windowMs} ms`, 5),
    model: steppedBucket(5, 2, windowMs * 1000),
    shape: { limit: 5, edgesMs: [windowMs], costs: [2, 3, 6] },
  },
};

describe('@upstash/ratelimit on a plain Redis', () => {
  const { test, trap } = redisTests();

  for (const [name, subject] of Object.entries(subjects))
    test(`${name}: no difference and no accusation`, async (client) => {
      const limiter = () => uncached(client, subject.algorithm);
      const seen = await playAll({ ...subject, name, limiter, clock: onVirtualDates }, schedulesEach);
      expect(seen).toMatchObject(agreement);
    });

  trap('upstash/header', async (client) => {
    const refused = ratelimit(unchanged(client), subjects['fixedWindow'].algorithm, false).limit('k');
    return refused.then(
      () => false,
      (thrown: unknown) => String(thrown).includes('Unexpected flag'),
    );
  });

  trap('upstash/fixed-counts-refused', (client) =>
    onVirtualDates(async (time) => {
      const schedule = [4, 3, 1].map((cost, index) => ({ atMs: index, key: 'k', cost }));
      const rows = await drive(uncached(client, subjects['fixedWindow'].algorithm), schedule, time);
      const free = fixedWindow({ ...window, anchor: 'epoch', originUs: 0, countRejected: false });
      return marks(rows) === '+--' && explains(epochWindow, rows) && !explains(free, rows);
    }),
  );

  trap('upstash/sliding-burns', (client) =>
    onVirtualDates(async (time) => {
      const schedule = [3, 4, 1].map((cost, index) => ({ atMs: index, key: 'k', cost }));
      const rows = await drive(uncached(client, subjects['slidingWindow'].algorithm), schedule, time);
      return marks(rows) === '+--' && !explains(counter, rows);
    }),
  );

  trap('upstash/bucket-burns', (client) =>
    onVirtualDates(async (time) => {
      const schedule = [3, 4, 1].map((cost, index) => ({ atMs: index, key: 'k', cost }));
      return (
        marks(await drive(uncached(client, subjects['tokenBucket'].algorithm), schedule, time)) === '+--'
      );
    }),
  );

  trap('upstash/sliding-is-counter', (client) =>
    onVirtualDates(async (time) => {
      // All of the window before at its very end weighs as if it had been spread out.
      const times = [windowMs - 1, windowMs - 1, windowMs - 1, windowMs - 1, windowMs - 1];
      const rows = await drive(
        uncached(client, subjects['slidingWindow'].algorithm),
        at(...times, windowMs + windowMs / 4 + 1),
        time,
      );
      return explains(counter, rows) && !explains(slidingLog(window), rows);
    }),
  );

  trap('upstash/early-reset', (client) =>
    onVirtualDates(async (time) => {
      const library = ratelimit(upstashRedis(client), subjects['slidingWindow'].algorithm, false);
      for (let tries = 0; tries < 5; tries++) await library.limit('k');
      const { reset } = await library.limit('k');
      await time.until(time.nowMs() + reset - Date.now());
      return !(await library.limit('k')).success;
    }),
  );

  trap('upstash/sliding-rounds', async (client) => {
    const [limit, tenMs] = [10, 100_000];
    const model = slidingCounter({ per: ['resource'], limit, windowUs: tenMs * 1000, originUs: 0 });
    const times = Array.from({ length: limit }, () => 0);
    return onVirtualDates(async (time) => {
      const schedule = at(...times, tenMs * 1.9, ...times.map(() => tenMs * 1.9));
      return !explains(
        model,
        await drive(uncached(client, Ratelimit.slidingWindow(limit, `${tenMs} ms`)), schedule, time),
      );
    });
  });

  trap('upstash/bucket-steps', (client) =>
    onVirtualDates(async (time) => {
      const schedule = at(10, 10, 10, 10, 10, windowMs / 2 + 10, windowMs + 9, windowMs + 10, windowMs + 10);
      const rows = await drive(uncached(client, subjects['tokenBucket'].algorithm), schedule, time);
      const even = tokenBucket({ per: ['resource'], capacity: 5, refillEveryUs: windowMs * 500 });
      return explains(subjects['tokenBucket'].model, rows) && !explains(even, rows);
    }),
  );

  trap('upstash/fail-open', () =>
    onVirtualTime(async (time) => {
      const silent = { ...({} as UpstashClient), evalsha: () => new Promise<never>(() => undefined) };
      const answer = ratelimit(silent, subjects['fixedWindow'].algorithm, false).limit('k');
      await time.until(5000);
      return (await answer).success;
    }),
  );

  trap('upstash/cache-outlasts-sliding', (client) =>
    onVirtualDates(async (time) => {
      const times = [0, 0, 0, 0, 0].map(() => windowMs - 1);
      const schedule = at(...times, windowMs, windowMs + windowMs / 2);
      const { algorithm } = subjects['slidingWindow'];
      const cached = limiting(ratelimit(upstashRedis(client), algorithm, new Map()));
      const rows = await drive(cached, schedule, time);
      expect(marks(rows)).toBe('+++++--');
      return !explains(counter, rows);
    }),
  );

  trap('upstash/cache-one-late', (client) =>
    onVirtualDates(async (time) => {
      const { algorithm } = subjects['fixedWindow'];
      const cached = limiting(ratelimit(upstashRedis(client), algorithm, new Map()));
      const rows = await drive(cached, at(0, 0, 0, 0, 0, 0, windowMs, windowMs + 1), time);
      return marks(rows) === '+++++--+' && !explains(epochWindow, rows);
    }),
  );

  trap('upstash/cache-blocks-small', (client) =>
    onVirtualDates(async (time) => {
      const schedule = [3, 4, 1].map((cost, index) => ({ atMs: index, key: 'k', cost }));
      const { algorithm, model } = subjects['tokenBucket'];
      const cached = limiting(ratelimit(upstashRedis(client), algorithm, new Map()));
      return !explains(model, await drive(cached, schedule, time));
    }),
  );

  trap('upstash/cached-never-expires', async (client) => {
    const cached = ratelimit(upstashRedis(client), Ratelimit.cachedFixedWindow(5, '10 s'), new Map());
    await cached.limit('eternal');
    const [key] = await client.keys('*eternal*');
    return (await client.pttl(key)) === -1;
  });

  trap('upstash/cached-one-less', (client) =>
    onVirtualDates(async (time) => {
      const cached = ratelimit(
        upstashRedis(client),
        Ratelimit.cachedFixedWindow(5, `${windowMs} ms`),
        new Map(),
      );
      return !explains(epochWindow, await drive(limiting(cached), at(0, 0, 0, 0, 0, 0), time));
    }),
  );

  trap('upstash/cached-per-process', (client) =>
    onVirtualDates(async (time) => {
      const redis = upstashRedis(client);
      const [one, other] = [0, 1].map(
        () =>
          new Ratelimit({
            redis: redis as never,
            limiter: Ratelimit.cachedFixedWindow(5, `${windowMs} ms`),
            prefix: 'two-processes',
            ephemeralCache: new Map(),
          }),
      );
      let turn = 0;
      const limiter: Limiter = (key, cost) => limiting(turn++ % 2 === 0 ? one : other)(key, cost);
      const rows = await drive(limiter, at(...Array.from({ length: 10 }, (_, index) => index)), time);
      return rows.filter(({ accepted }) => accepted).length > 5;
    }),
  );

  trap('upstash/sliding-never-expires', async (client) => {
    await ratelimit(upstashRedis(client), Ratelimit.slidingWindow(5, '10 s'), false).limit('mortal');
    const [key] = await client.keys('*mortal*');
    return (await client.pttl(key)) < 0;
  });

  trap('upstash/client-clock', (client) =>
    onVirtualDates(async (time) => {
      const limiter = uncached(client, subjects['fixedWindow'].algorithm);
      const right = await drive(limiter, at(0, 0, 0, 0, 0, 0), time);
      await time.until(windowMs);
      const fast = await limiter('k', 1);
      expect(marks(right)).toBe('+++++-');
      return fast.accepted;
    }),
  );

  trap('upstash/new-anchor', (client) =>
    onVirtualDates(async (time) => {
      const library = ratelimit(upstashRedis(client), Ratelimit.tokenBucket(1, '60 s', 1), false);
      const first = await library.limit('anchor');
      const [key] = await client.keys('*anchor*');
      expect(await client.pttl(key)).toBeLessThanOrEqual(60_000);
      // As the server will, when the bucket is full again.
      await client.del(key);
      await time.until(90_000);
      const second = await library.limit('anchor');
      return second.reset - first.reset === 90_000;
    }),
  );
});
