import type { Redis } from 'ioredis';
import type { Store } from '../behaviours/behaviour.js';
import { combined } from './combined-updates.js';
import { connectRedis, endRedis } from './redis-connection.js';
import { aliveField } from './redis-space.js';

/** A store in Redis, for several processes at once. */
export interface RedisStore {
  readonly store: Store;
  /** Ends the connection; whatever is under way fails. Idempotent. */
  readonly close: () => Promise<void>;
}

/** What a script answers: it was done, the space is lost, or what the key holds instead ('' for nothing). */
type Said = 0 | 1 | string;

/** The scripts as `defineCommand` adds them: KEYS[1] is the space, what follows are ARGV. */
interface Scripts {
  /** Writes, if the key still holds `before`; with an empty `after` it only looks. */
  turnwiseSwap(space: string, field: string, before: string, after: string): Promise<Said>;
  turnwisePut(space: string, field: string, value: string): Promise<Said>;
}

const isAlive = `if redis.call('HEXISTS', KEYS[1], '${aliveField}') == 0 then return 0 end`;
const swap = `${isAlive}
local now = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if now ~= ARGV[2] then return now end
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return 1`;
const put = `${isAlive}
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

/**
 * A store on Redis, under a space that is there already. `update` is optimistic: what the key holds is
 * read, decided about, and written if it still holds that; also where nothing is written this is looked
 * at, so that the instant of the decision is exact. Whoever was overtaken decides again, at once. Throws
 * Problem when Redis cannot be had; later on, what cannot be done rejects, and nothing waits for ever.
 */
export async function openRedisStore(url: string, space: string): Promise<RedisStore> {
  const redis = (await connectRedis(url)) as Redis & Scripts;
  redis.defineCommand('turnwiseSwap', { numberOfKeys: 1, lua: swap });
  redis.defineCommand('turnwisePut', { numberOfKeys: 1, lua: put });
  const read = async (key: string): Promise<string> => {
    const [alive, text] = await redis.hmget(space, aliveField, fieldOf(key));
    if (alive === null) throw lost();
    return text ?? '';
  };
  const store: Store = {
    get: async <Value>(key: string) => valueOf(await read(key)) as Value | undefined,
    set: async (key, value) => {
      if ((await redis.turnwisePut(space, fieldOf(key), JSON.stringify(value))) === 0) throw lost();
    },
    update: combined({
      read,
      swap: async (key, before, after) => {
        const said = await redis.turnwiseSwap(space, fieldOf(key), before, after ?? '');
        if (said === 0) throw lost();
        return said === 1 ? null : said;
      },
    }),
  };
  return { store, close: () => endRedis(redis) };
}

/** No key is taken for the field that says that the space is there. */
function fieldOf(key: string): string {
  return `=${key}`;
}

/** A server that goes on with an empty memory would be taken for a wrong one. */
function lost(): Error {
  return new Error('Redis has lost what the server kept there');
}

function valueOf(text: string): unknown {
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
