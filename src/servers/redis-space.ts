import { randomUUID } from 'node:crypto';
import { setTimeout as sleepMs } from 'node:timers/promises';
import { connectRedis, endRedis } from './redis-connection.js';

/** What one start of a server has in Redis, whatever number of processes it has. */
export interface RedisSpace {
  /** The one key that everything lies under, so that it ends as a whole: `turnwise:...`. */
  readonly name: string;
  /** Deletes it, if Redis is there to hear of it. Idempotent. */
  close(): Promise<void>;
}

/** The field that says that the space is there: without it, it is not merely empty but lost. */
export const aliveField = '';

/** What is left behind by a process that was killed goes after this long. */
const expiryMs = 3_600_000;
const renewEveryMs = expiryMs / 6;
/** How long a Redis that does not answer may hold up an end. */
const farewellMs = 500;

/** A new and empty space. Throws Problem when Redis cannot be had. */
export async function openRedisSpace(url: string): Promise<RedisSpace> {
  const redis = await connectRedis(url);
  const name = `turnwise:${randomUUID()}`;
  await redis.multi().hset(name, aliveField, '1').pexpire(name, expiryMs).exec();
  // What fails now may go well the next time; and if not, the store says that its space is lost.
  const renewal = setInterval(() => void redis.pexpire(name, expiryMs).catch(() => 0), renewEveryMs);
  renewal.unref();
  const close = async (): Promise<void> => {
    clearInterval(renewal);
    const deleted = redis.unlink(name).catch(() => 0);
    await Promise.race([deleted, sleepMs(farewellMs, undefined, { ref: false })]);
    await endRedis(redis);
  };
  let closing: Promise<void> | undefined;
  return { name, close: () => (closing ??= close()) };
}
