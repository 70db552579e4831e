// oxlint-disable vitest/no-standalone-expect -- a trap is a test
import { RateLimiterMemory, RateLimiterRedis, RLWrapperTimeouts } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import { describe, expect } from 'vitest';
import { fixedWindow } from '../../src/models/index.js';
import { seedText } from './agreement.js';
import { exactly, judged, type Limiter } from './driven.js';
import { consuming } from './consuming.js';
import { limiters } from './known.js';
import { inRealTime } from './real-time.js';
import { redisTests } from './redis-tests.js';
import { scheduleOf } from './schedule.js';

const windowOf = (limit: number, windowMs: number) =>
  fixedWindow({ per: ['resource'], limit, windowUs: windowMs * 1000, countRejected: true });

let made = 0;
const limiterOf = (client: Redis, options: object) =>
  new RateLimiterRedis({ storeClient: client, points: 1, duration: 1, keyPrefix: `t${made++}`, ...options });

describe('rate-limiter-flexible on a real redis-server', () => {
  const { test, trap, another } = redisTests();

  test(`${limiters['rlf-redis'].use}, 60 keys at once in real time: no accusation with a tick of 1 ms`, async (client) => {
    const limiter = consuming(limiterOf(client, { points: 2 }));
    const rows = await inRealTime(limiter, 60, 2500, (key) =>
      scheduleOf(`${seedText}/redis/${key}`, { limit: 2, edgesMs: [1000], keys: 1, actions: 12 }),
    );
    const verdict = judged(windowOf(2, 1000), rows, { ...exactly, tickUs: 1000, driftPpm: 1000 });
    expect(rows.some(({ accepted }) => accepted) && rows.some(({ accepted }) => !accepted)).toBe(true);
    expect(verdict.violations.map(({ because }) => because)).toEqual([]);
    expect(verdict.history).not.toBe('invalid');
    expect(Math.min(verdict.trueAccepts, verdict.trueRejects)).toBeGreaterThan(10);
  });

  trap('rlf-redis/one-late', async (client) => {
    const library = limiterOf(client, {});
    const limiter = consuming(library);
    // A refusal that promises 0 ms: the key is alive in the very millisecond it should end in.
    for (let tries = 0; tries < 200; tries++) {
      await limiter('edge', 1);
      // The second the library sets, shortened, so that its end comes at once.
      await client.pexpire(library.getKey('edge'), 3);
      const refusals = await untilAccepted(limiter, 'edge');
      if (refusals.includes(0)) return true;
      await client.del(library.getKey('edge'));
    }
    return false;
  });

  trap('rlf-redis/sub-second', async (client) => {
    const library = limiterOf(client, { duration: 0.3 });
    await library.consume('eternal');
    return (await client.pttl(library.getKey('eternal'))) === -1;
  });

  trap('rlf-redis/fractions', async (client) => {
    const library = limiterOf(client, { duration: 1.9 });
    await library.consume('cut');
    return (await client.pttl(library.getKey('cut'))) <= 1000;
  });

  trap('rlf-redis/counts-refused', async (client) => {
    const library = limiterOf(client, { points: 5 });
    const limiter = consuming(library);
    const answers = [await limiter('k', 4), await limiter('k', 3), await limiter('k', 1)];
    return answers.map(({ accepted }) => accepted).join() === 'true,false,false';
  });

  trap('rlf-redis/refused-extends', async (client) => {
    const library = limiterOf(client, { duration: 10 });
    const limiter = consuming(library);
    await limiter('k', 1);
    await client.pexpire(library.getKey('k'), 5000);
    await limiter('k', 1);
    return (await client.pttl(library.getKey('k'))) > 5000;
  });

  trap('rlf-redis/block-once', async (client) => {
    const library = limiterOf(client, { duration: 10, blockDuration: 60 });
    const limiter = consuming(library);
    for (let tries = 0; tries < 2; tries++) await limiter('k', 1);
    const blockedMs = await client.pttl(library.getKey('k'));
    await client.pexpire(library.getKey('k'), 20_000);
    await limiter('k', 1);
    const laterMs = await client.pttl(library.getKey('k'));
    return blockedMs > 50_000 && laterMs <= 20_000;
  });

  trap('rlf-redis/in-memory-block', async (client) => {
    const options = { keyPrefix: `t${made++}`, inMemoryBlockOnConsumed: 1, duration: 60 };
    const [node, other] = [limiterOf(client, options), limiterOf(client, options)];
    await node.consume('k');
    // Somebody gives the key back, on another node.
    await other.delete('k');
    const [here, there] = [await consuming(node)('k', 1), await consuming(other)('k', 1)];
    return !here.accepted && there.accepted;
  });

  trap('rlf-redis/insurance', async () => {
    const client = another();
    const insuranceLimiter = new RateLimiterMemory({ points: 1, duration: 60 });
    const limiter = consuming(limiterOf(client, { duration: 60, insuranceLimiter }));
    const before = await limiter('k', 1);
    client.disconnect();
    return before.accepted && (await limiter('k', 1)).accepted;
  });

  trap('rlf-redis/timeout', async (client) => {
    const insuranceLimiter = new RateLimiterMemory({ points: 1, duration: 60 });
    const redis = limiterOf(client, { duration: 60, insuranceLimiter });
    const wrapped = new RLWrapperTimeouts({ limiter: redis, timeoutMs: 5 });
    const blocker = another();
    // The server holds every write back until it is let go, long after the short timer.
    await blocker.call('CLIENT', 'PAUSE', '60000', 'WRITE');
    const first = await consuming(wrapped)('k', 1);
    await blocker.call('CLIENT', 'UNPAUSE');
    blocker.disconnect();
    const consumed = (await redis.get('k'))?.consumedPoints ?? 0;
    // What timed out was carried out all the same: both have counted it.
    return first.accepted && consumed === 1;
  });
});

/** Asks without a pause until it is accepted; what the refusals promised, in milliseconds. */
async function untilAccepted(limiter: Limiter, key: string): Promise<readonly (number | undefined)[]> {
  const promises: (number | undefined)[] = [];
  for (;;) {
    const asked = await Promise.all(Array.from({ length: 20 }, () => limiter(key, 1)));
    promises.push(...asked.map(({ retryAfterMs }) => retryAfterMs));
    if (asked.some(({ accepted }) => accepted)) return promises;
  }
}
