import type { Redis } from 'ioredis';

/** What @upstash/ratelimit asks of its client. */
export interface UpstashClient {
  eval(script: string, keys: string[], args: unknown[]): Promise<unknown>;
  evalsha(hash: string, keys: string[], args: unknown[]): Promise<unknown>;
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
  del(key: string): Promise<unknown>;
  hset(key: string, fields: Record<string, unknown>): Promise<unknown>;
}

/** The first line of its scripts asks for something only the vendor's own server knows. */
const header = '#!lua flags=allow-key-locking';

/** A plain Redis behind the vendor's interface: scripts without their header, and nothing else changed. */
export function upstashRedis(client: Redis): UpstashClient {
  const run = (script: string, keys: string[], args: unknown[]): Promise<unknown> =>
    client.eval(script, keys.length, ...keys, ...args.map(String));
  return {
    eval: (script, keys, args) => run(script.replace(header, ''), keys, args),
    // The scripts are not the ones the hashes were made of.
    evalsha: () => Promise.reject(new Error('NOSCRIPT')),
    get: (key) => client.get(key),
    set: (key, value) => client.set(key, String(value)),
    del: (key) => client.del(key),
    hset: (key, fields) => client.hset(key, fields as Record<string, string>),
  };
}

/** The script as the library sends it, header and all. */
export const unchanged = (client: Redis): UpstashClient => ({
  ...upstashRedis(client),
  eval: (script, keys, args) => client.eval(script, keys.length, ...keys, ...args.map(String)),
});
