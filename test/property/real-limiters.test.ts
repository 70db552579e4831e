// oxlint-disable vitest/no-standalone-expect -- a test that needs Redis is a test
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkLimiter, checkRaces, cooldown, fakeTimers, fixedWindow } from '../../src/property/index.js';
import { redisTests } from '../limiters/redis-tests.js';
import type { LimiterFactory } from '../../src/property/index.js';

const consuming = (points: number, duration: number): LimiterFactory => {
  return () => {
    const library = new RateLimiterMemory({ points, duration });
    return async ({ resource }) => {
      try {
        await library.consume(resource);
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    };
  };
};

describe('rate-limiter-flexible on fake timers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('in memory, is a window from its first attempt on', async () => {
    const model = fixedWindow({ per: ['resource'], limit: 3, windowUs: 2_000_000 });
    const seen = await checkLimiter(consuming(3, 2), model, { clock: fakeTimers(vi) });
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });

  it('and not one that is a millisecond longer', async () => {
    const model = fixedWindow({ per: ['resource'], limit: 3, windowUs: 2_001_000 });
    await expect(checkLimiter(consuming(3, 2), model, { clock: fakeTimers(vi) })).rejects.toThrow('2000 ms');
  });
});

/** The whole decision in one script, which Redis runs alone; time is handed in. */
const atomic = `
local last = tonumber(redis.call('GET', KEYS[1]))
if last and tonumber(ARGV[1]) - last < tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1`;

/** Forgets that the check and the write must be one. */
const racy = { check: `return redis.call('GET', KEYS[1])`, write: `redis.call('SET', KEYS[1], ARGV[1])` };

describe('Lua scripts on a real redis-server', () => {
  const { test } = redisTests();
  const model = cooldown({ per: ['resource'], everyUs: 1_000_000 });

  test('a script that decides in one is right, one after the other and together', async (redis) => {
    const limiter: LimiterFactory = async ({ nowMs, interleaved }) => {
      await redis.flushall();
      const store = interleaved({
        decide: async (key: string, atMs: number) => (await redis.eval(atomic, 1, key, atMs, 1000)) === 1,
      });
      return ({ resource }) => store.decide(resource, nowMs());
    };
    await checkLimiter(limiter, model, { runs: 60 });
    const seen = await checkRaces(limiter, model, { runs: 60 });
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(30);
  });

  test('a script that checks and another that writes are not', async (redis) => {
    const limiter: LimiterFactory = async ({ nowMs, interleaved }) => {
      await redis.flushall();
      const { check, write } = interleaved({
        check: async (key: string) => redis.eval(racy.check, 1, key),
        write: async (key: string, atMs: number) => redis.eval(racy.write, 1, key, atMs),
      });
      return async ({ resource }) => {
        const last = await check(resource);
        if (typeof last === 'string' && nowMs() - Number(last) < 1000) return false;
        await write(resource, nowMs());
        return true;
      };
    };
    await checkLimiter(limiter, model, { runs: 60 });
    await expect(checkRaces(limiter, model, { runs: 60 })).rejects.toThrow(
      /#1 {2}check.*\n.*#2 {2}check.*\n.*#[12] {2}write/,
    );
  });
});
