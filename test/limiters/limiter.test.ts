// oxlint-disable vitest/no-standalone-expect -- a trap is a test
import { RateLimiter, TokenBucket } from 'limiter';
import { describe, expect, it, vi } from 'vitest';
import { allOf, fixedWindow, tokenBucket } from '../../src/models/index.js';
import { agreement, explains, playAll, schedulesEach, type Subject } from './agreement.js';
import { drive, judged, exactly, type Limiter } from './driven.js';
import { windowAndBucket } from './own-models.js';
import { trap } from './trap.js';
import { onVirtualTime } from './virtual-time.js';

const bucketOf = (capacity: number, refillEveryMs: number) =>
  tokenBucket({ per: ['resource'], capacity, refillEveryUs: refillEveryMs * 1000 });

const one = { bucketSize: 1, tokensPerInterval: 1 };

/** One limiter for each key, made when the key first comes. */
export function keyed(make: () => { tryRemoveTokens(count: number): boolean }): Limiter {
  const made = new Map<string, ReturnType<typeof make>>();
  return (key, cost) => {
    const own = made.get(key) ?? make();
    made.set(key, own);
    return Promise.resolve({ accepted: own.tryRemoveTokens(cost) });
  };
}

const rateLimiter = (tokensPerInterval: number, interval: number) => () =>
  keyed(() => new RateLimiter({ tokensPerInterval, interval }));

/** Buckets of this library begin empty, so both are made in the beginning and first used when full. */
function fullBuckets(bucketSize: number, tokensPerInterval: number, interval: number) {
  return () => {
    const made = new Map(
      ['k0', 'k1'].map((key) => [key, new TokenBucket({ bucketSize, tokensPerInterval, interval })]),
    );
    const limiter: Limiter = (key, cost) =>
      Promise.resolve({ accepted: made.get(key)?.tryRemoveTokens(cost) ?? false });
    return limiter;
  };
}

/** Rates that binary fractions hold exactly: the library counts in them. */
const subjects: readonly Subject[] = [
  {
    of: 'limiter-bucket',
    name: 'TokenBucket, 4 every 1024 ms, 8 at most',
    model: bucketOf(8, 256),
    shape: { limit: 8, edgesMs: [256, 2048], perEdge: 1, costs: [2, 5, 9], fromMs: 2048 },
    limiter: fullBuckets(8, 4, 1024),
  },
  {
    of: 'limiter-bucket',
    name: 'TokenBucket, 1 every 512 ms',
    model: bucketOf(1, 512),
    shape: { limit: 1, edgesMs: [512], fromMs: 512 },
    limiter: fullBuckets(1, 1, 512),
  },
  {
    of: 'limiter-rate',
    name: 'RateLimiter, 4 every 1024 ms',
    model: windowAndBucket(4, 1_024_000),
    shape: { limit: 4, edgesMs: [1024, 256], costs: [2, 3, 5] },
    limiter: rateLimiter(4, 1024),
  },
  {
    of: 'limiter-rate',
    name: 'RateLimiter, 1 every 1024 ms',
    model: windowAndBucket(1, 1_024_000),
    shape: { limit: 1, edgesMs: [1024] },
    limiter: rateLimiter(1, 1024),
  },
];

describe('limiter', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))(
    '%s: no difference and no accusation',
    async (_, subject) => expect(await playAll(subject, schedulesEach)).toMatchObject(agreement),
  );

  trap('limiter/window-and-bucket', () =>
    onVirtualTime(async (time) => {
      const at = [0, 500, 900, 5000, 5900, 6000, 6001].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(rateLimiter(2, 1000)(), at, time);
      expect(explains(windowAndBucket(2, 1_000_000), rows)).toBe(true);
      const window = fixedWindow({ per: ['resource'], limit: 2, windowUs: 1_000_000 });
      return !explains(window, rows) && !explains(bucketOf(2, 500), rows);
    }),
  );

  trap('limiter/refused-opens-window', async () => {
    const limit = 4;
    const window = fixedWindow({ per: ['resource'], limit, windowUs: 1_024_000 });
    const both = allOf([window, bucketOf(limit, 256)]);
    return (await playAll({ ...subjects[2], model: both }, 30)).differences > 0;
  });

  trap('limiter/starts-empty', () =>
    onVirtualTime(async (time) => {
      const limiter = keyed(() => new TokenBucket({ bucketSize: 4, tokensPerInterval: 4, interval: 1000 }));
      const at = [0, 249, 250, 251].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      const unknownPast = judged(bucketOf(4, 250), rows, { ...exactly, initial: 'unknown' });
      expect(unknownPast.history).toBe('valid');
      return !explains(bucketOf(4, 250), rows);
    }),
  );

  it('RateLimiter starts full', () =>
    onVirtualTime(async (time) => {
      const at = [0, 0, 0].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(rateLimiter(2, 1000)(), at, time);
      expect(rows.map(({ accepted }) => accepted)).toEqual([true, true, false]);
    }));

  trap('limiter/rounds', async () => {
    const shape = { limit: 3, edgesMs: [100], perEdge: 1, fromMs: 3000 };
    const subject: Subject = {
      of: 'limiter-bucket',
      name: 'tenths',
      model: bucketOf(3, 100),
      shape,
      limiter: fullBuckets(3, 10, 1000),
    };
    const seen = await playAll(subject, 20);
    expect(seen.examples.filter((text) => text.includes('accepted cost'))).toEqual([]);
    return seen.differences > 0;
  });

  trap('limiter/overshoot', () =>
    onVirtualTime(async (time) => {
      const limiter = new RateLimiter({ tokensPerInterval: 3, interval: 1000 });
      const answeredAtMs: number[] = [];
      for (let tries = 0; tries < 10; tries++)
        void limiter.removeTokens(1).then(() => answeredAtMs.push(time.nowMs()));
      await time.until(999);
      return answeredAtMs.length > 3;
    }),
  );

  trap('limiter/waits', () =>
    onVirtualTime(async (time) => {
      const limiter = new RateLimiter({ tokensPerInterval: 1, interval: 1000 });
      const answeredAtMs: number[] = [];
      for (let tries = 0; tries < 2; tries++)
        void limiter.removeTokens(1).then(() => answeredAtMs.push(time.nowMs()));
      await time.until(3000);
      return answeredAtMs.length === 2 && answeredAtMs[1] >= 1000;
    }),
  );

  trap('limiter/minus-one', () =>
    onVirtualTime(async () => {
      const limiter = new RateLimiter({ tokensPerInterval: 1, interval: 1000, fireImmediately: true });
      await limiter.removeTokens(1);
      return (await limiter.removeTokens(1)) === -1;
    }),
  );

  trap('limiter/text-interval', () => {
    expect(() => new TokenBucket({ ...one, interval: '8000' as 'second' })).toThrow('Invalid interval');
    return Promise.resolve(false);
  });

  trap('limiter/wall-clock', () =>
    onVirtualTime(async (time) => {
      const limiter = keyed(() => new RateLimiter({ tokensPerInterval: 1, interval: 1000 }));
      await limiter('k', 1);
      vi.setSystemTime(new Date(2040, 0));
      const jumped = await limiter('k', 1);
      await time.settle();
      return jumped.accepted;
    }),
  );

  trap('limiter/early-wait', () =>
    onVirtualTime(async (time) => {
      const limiter = new RateLimiter({ tokensPerInterval: 4, interval: 1000 });
      let broken = 0;
      for (let tries = 0; tries < 60; tries++) {
        const cost = 1 + (tries % 3);
        if (limiter.tryRemoveTokens(cost)) continue;
        await time.until(time.nowMs() + limiter.getWaitTime(cost));
        if (!limiter.tryRemoveTokens(cost)) broken++;
      }
      return broken > 0;
    }),
  );
});
