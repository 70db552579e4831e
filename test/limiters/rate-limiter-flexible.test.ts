// oxlint-disable vitest/no-standalone-expect -- a trap is a test
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import { describe, expect, it } from 'vitest';
import { fixedWindow } from '../../src/models/index.js';
import { agreement, explains, playAll, schedulesEach, type Subject } from './agreement.js';
import { consuming } from './consuming.js';
import { drive } from './driven.js';
import { blockingWindow, eitherOf } from './own-models.js';
import { trap } from './trap.js';
import { onVirtualTime } from './virtual-time.js';

const windowOf = (limit: number, windowMs: number, countRejected = true) =>
  fixedWindow({ per: ['resource'], limit, windowUs: windowMs * 1000, countRejected });

const subjects: readonly Subject[] = [
  {
    of: 'rlf-memory',
    name: 'memory, 1 in 1 s',
    model: windowOf(1, 1000),
    shape: { limit: 1, edgesMs: [1000] },
    limiter: () => consuming(new RateLimiterMemory({ points: 1, duration: 1 })),
  },
  {
    of: 'rlf-memory',
    name: 'memory, 5 in 300 ms',
    model: windowOf(5, 300),
    shape: { limit: 5, edgesMs: [300], costs: [2, 4, 6] },
    limiter: () => consuming(new RateLimiterMemory({ points: 5, duration: 0.3 })),
  },
  {
    of: 'rlf-block',
    name: 'memory, 3 in 1 s, then a block of 2.5 s',
    model: blockingWindow(3, 1_000_000, 2_500_000),
    shape: { limit: 3, edgesMs: [1000, 2500], costs: [2, 4] },
    limiter: () => consuming(new RateLimiterMemory({ points: 3, duration: 1, blockDuration: 2.5 })),
  },
  {
    of: 'rlf-bursty',
    name: 'bursty, 2 in 1 s and 3 more in 4 s',
    model: eitherOf(windowOf(2, 1000), windowOf(3, 4000)),
    shape: { limit: 5, edgesMs: [1000, 4000] },
    limiter: () =>
      consuming(
        new BurstyRateLimiter(
          new RateLimiterMemory({ points: 2, duration: 1 }),
          new RateLimiterMemory({ points: 3, duration: 4, keyPrefix: 'burst' }),
        ),
      ),
  },
];

describe('rate-limiter-flexible, in memory', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))(
    '%s: no difference and no accusation',
    async (_, subject) => expect(await playAll(subject, schedulesEach)).toMatchObject(agreement),
  );

  trap('rlf/counts-refused', () =>
    onVirtualTime(async (time) => {
      const schedule = [
        { atMs: 0, key: 'k', cost: 4 },
        { atMs: 400, key: 'k', cost: 3 },
        { atMs: 500, key: 'k', cost: 1 },
        { atMs: 1000, key: 'k', cost: 1 },
      ];
      const limiter = consuming(new RateLimiterMemory({ points: 5, duration: 1 }));
      const rows = await drive(limiter, schedule, time);
      expect(rows.map(({ accepted }) => accepted)).toEqual([true, false, false, true]);
      expect(explains(windowOf(5, 1000, true), rows)).toBe(true);
      return !explains(windowOf(5, 1000, false), rows);
    }),
  );

  trap('rlf/block-once', () =>
    onVirtualTime(async (time) => {
      const limiter = consuming(new RateLimiterMemory({ points: 1, duration: 1, blockDuration: 3 }));
      const at = [0, 900, 1000, 3899, 3900].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      expect(explains(windowOf(1, 1000), rows)).toBe(false);
      expect(explains(blockingWindow(1, 1_000_000, 3_000_000), rows)).toBe(true);
      return rows.map(({ accepted }) => accepted).join() === 'true,false,false,false,true';
    }),
  );

  trap('rlf/long-duration', () =>
    onVirtualTime(async (time) => {
      const days25 = 25 * 24 * 3600;
      const limiter = consuming(new RateLimiterMemory({ points: 1, duration: days25 }));
      const at = [0, 2].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      return !explains(windowOf(1, days25 * 1000), rows);
    }),
  );

  it('and Node itself runs a timer that is too long at once, not only the virtual clock', async () => {
    const limiter = new RateLimiterMemory({ points: 1, duration: 25 * 24 * 3600 });
    await limiter.consume('k');
    // The same length as the library's own timer and set after it, so it fires after it.
    await new Promise((resolve) => setTimeout(resolve, 25 * 24 * 3600 * 1000));
    await expect(limiter.consume('k')).resolves.toMatchObject({ consumedPoints: 1 });
  });

  trap('rlf/reward-unseen', () =>
    onVirtualTime(async (time) => {
      const library = new RateLimiterMemory({ points: 1, duration: 1 });
      const one = await drive(consuming(library), [{ atMs: 0, key: 'k', cost: 1 }], time);
      await library.reward('k', 1);
      const other = await drive(consuming(library), [{ atMs: 1, key: 'k', cost: 1 }], time);
      return !explains(windowOf(1, 1000), [...one, ...other]);
    }),
  );

  trap('rlf/early-promise', () =>
    onVirtualTime(async (time) => {
      const limiter = consuming(new RateLimiterMemory({ points: 1, duration: 1 }));
      await drive(limiter, [{ atMs: 0, key: 'k', cost: 1 }], time);
      const [{ retryAfterMs = NaN }] = await drive(limiter, [{ atMs: 37, key: 'k', cost: 1 }], time);
      expect(retryAfterMs).toBe(963);
      const [early] = await drive(limiter, [{ atMs: 37 + retryAfterMs - 1, key: 'k', cost: 1 }], time);
      const [kept] = await drive(limiter, [{ atMs: 37 + retryAfterMs, key: 'k', cost: 1 }], time);
      expect(early.accepted).toBe(false);
      return !kept.accepted;
    }),
  );

  trap('rlf/evenly-late', () =>
    onVirtualTime(async (time) => {
      const library = new RateLimiterMemory({ points: 4, duration: 1, execEvenly: true });
      await library.consume('k');
      let answeredAtMs = NaN;
      void library.consume('k').then(() => (answeredAtMs = time.nowMs()));
      const waiting = library.get('k');
      expect((await waiting)?.consumedPoints).toBe(2);
      await time.until(1000);
      return answeredAtMs > 0;
    }),
  );

  trap('rlf/queue-late', () =>
    onVirtualTime(async (time) => {
      const queue = new RateLimiterQueue(new RateLimiterMemory({ points: 1, duration: 1 }));
      const answeredAtMs: number[] = [];
      for (let tries = 0; tries < 3; tries++)
        void queue.removeTokens(1, 'k').then(() => answeredAtMs.push(time.nowMs()));
      await time.until(2500);
      return answeredAtMs.length === 3 && answeredAtMs[2] >= 2000;
    }),
  );
});
