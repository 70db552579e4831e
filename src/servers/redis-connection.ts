import { once } from 'node:events';
import { setTimeout as sleepMs } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { Problem } from '../scenario/problem.js';

/** How long Redis may take to be there, and to answer one command. */
const connectMs = 5000;
const commandMs = 5000;
/** How long it has to close its end of a connection. */
const farewellMs = 200;
/** After a loss it is tried again, ever more slowly, at least this often. */
const retryMsMax = 1000;

/**
 * A connection to Redis that is there when this resolves. If it is lost, commands fail at once, those
 * under way included (they may have been carried out, so none is ever sent again), until it is back.
 * Throws Problem in one line, without what is secret in the URL.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const where = placeOf(url);
  const { Redis } = await import('ioredis');
  let isUp = false;
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectMs,
    commandTimeout: commandMs,
    disconnectTimeout: farewellMs,
    retryStrategy: (times) => (isUp ? Math.min(times * 50, retryMsMax) : null),
  });
  let why = `no answer in ${connectMs / 1000} s`;
  // Without a listener a lost connection would end the process.
  redis.on('error', (error: Error & { readonly code?: string }) => {
    why = error.code ?? error.message;
  });
  const tooLate = new AbortController();
  const late = sleepMs(connectMs, 'late', { signal: tooLate.signal }).catch(() => 'late');
  const came = redis.connect().then(
    () => 'up',
    () => 'down',
  );
  isUp = (await Promise.race([came, late])) === 'up';
  tooLate.abort();
  if (isUp) return redis;
  redis.disconnect();
  throw new Problem(`cannot use the Redis at ${where}: ${why}`);
}

/** Ends a connection at once, whatever is still under way on it. */
export async function endRedis(redis: Redis): Promise<void> {
  // One that is lost has nothing to close.
  const isOpen = redis.status === 'ready' || redis.status === 'connect';
  const ended = isOpen ? once(redis, 'end') : undefined;
  redis.disconnect();
  await ended;
}

/** `host:port` of a Redis URL. Throws Problem for another one, and never repeats what may be a password. */
export function placeOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '')
    throw new Problem('a store is the URL of a Redis, e.g. redis://127.0.0.1:6379');
  return `${parsed.hostname}:${parsed.port === '' ? '6379' : parsed.port}`;
}
