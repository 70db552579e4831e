import type { Redis } from 'ioredis';
import { afterAll, beforeAll, it } from 'vitest';
import { startRedis, type NoRedis, type OwnRedis } from './redis.js';
import { traps, type TrapId } from './traps.js';
import { snapsAsTold } from './trap.js';

// oxlint-disable vitest/expect-expect vitest/valid-title -- the tests bring their own

/** Tests and traps that need a redis-server. */
export interface RedisTests {
  readonly test: (name: string, play: (client: Redis) => Promise<void>) => void;
  readonly trap: (id: TrapId, snaps: (client: Redis) => Promise<boolean>) => void;
  /** Another client of the same server. */
  readonly another: () => Redis;
}

/** One redis-server for the tests of a file; where there is none, they are skipped and say why. */
export function redisTests(): RedisTests {
  let redis: OwnRedis | NoRedis = { missing: 'redis-server was not started yet' };
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    if ('client' in redis) await redis.close();
  });
  const own = (): OwnRedis => {
    if ('missing' in redis) throw new Error(redis.missing);
    return redis;
  };
  const test: RedisTests['test'] = (name, play) => {
    it(name, async (context) => {
      if ('missing' in redis) return context.skip(redis.missing);
      await play(own().client);
    });
  };
  return {
    test,
    trap: (id, snaps) =>
      test(`${id}: ${traps[id].text}: ${traps[id].found}`, (client) => snapsAsTold(id, snaps(client))),
    another: () => own().client.duplicate(),
  };
}
