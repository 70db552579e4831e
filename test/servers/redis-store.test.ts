// oxlint-disable vitest/no-standalone-expect -- `test` here is a test that needs a redis-server
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import type { Redis } from 'ioredis';
import { describe, expect, test as plainTest } from 'vitest';
import type { Store } from '../../src/behaviours/behaviour.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { openRedisSpace } from '../../src/servers/redis-space.js';
import { openRedisStore } from '../../src/servers/redis-store.js';
import { redisTests } from '../limiters/redis-tests.js';
import { startRedis } from '../limiters/redis.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_101) | 0;

/** Texts that are dangerous as keys of objects, as patterns, or as protocol. */
const names = fc.oneof(
  fc.constantFrom('', 'a', '__proto__', 'constructor', '*', '\r\n$5\r\n', 'ü\u0000', '='),
  fc.string(),
);
const operations = fc.array(
  fc.record({
    what: fc.constantFrom('get', 'set', 'add', 'look', 'fail'),
    key: names,
    value: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  }),
  { maxLength: 20 },
);
type Operations = typeof operations extends fc.Arbitrary<infer T> ? T : never;

/** What a store answers to operations one after another. */
async function answersOf(store: Store, asked: Operations): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const { what, key, value } of asked) answers.push(await answerOf(store, what, key, value));
  return answers;
}

async function answerOf(store: Store, what: string, key: string, value: unknown): Promise<unknown> {
  if (what === 'get') return store.get<unknown>(key);
  if (what === 'set') return store.set(key, value);
  if (what === 'look') return store.update<unknown, unknown>(key, (before) => ({ result: before ?? 'none' }));
  if (what === 'add')
    return store.update<unknown, unknown>(key, (before) => ({
      value: [before ?? null, value],
      result: before,
    }));
  const failing = store.update(key, () => {
    throw new Error('no');
  });
  return failing.catch(String);
}

const urlOf = ({ options: { host, port } }: Redis): string => `redis://${host}:${port}`;

/** Two clients of one space, as two processes are. */
async function withTwo(url: string, work: (first: Store, second: Store) => Promise<void>): Promise<void> {
  const space = await openRedisSpace(url);
  const [first, second] = [await openRedisStore(url, space.name), await openRedisStore(url, space.name)];
  await work(first.store, second.store);
  await Promise.all([first.close(), second.close(), space.close(), space.close()]);
}

describe(`a store on a real redis-server (seed ${seed})`, () => {
  const { test } = redisTests();

  test('does what a store in memory does', async (client) => {
    const property = fc.asyncProperty(operations, async (asked) => {
      await withTwo(urlOf(client), async (store) => {
        expect(await answersOf(store, asked)).toEqual(await answersOf(memoryStore(), asked));
      });
    });
    await fc.assert(property, { seed, numRuns: 30 });
  });

  test('loses nothing where two clients count the same at once, and nobody sees a number twice', async (client) => {
    await withTwo(urlOf(client), async (first, second) => {
      const seen = await Promise.all(
        Array.from({ length: 400 }, (_, n) =>
          (n % 2 === 0 ? first : second).update(`key${n % 3}`, (before = 0) => ({
            value: before + 1,
            result: `${n % 3}/${before}`,
          })),
        ),
      );
      expect(new Set(seen).size).toBe(400);
      const counts = await Promise.all([0, 1, 2].map((n) => second.get(`key${n}`)));
      expect(counts).toEqual([134, 133, 133]);
    });
  });

  test('leaves nothing behind; what a killed process leaves has an end', async (client) => {
    const space = await openRedisSpace(urlOf(client));
    const { store, close } = await openRedisStore(urlOf(client), space.name);
    await store.set('key', 1);
    expect(space.name).toMatch(/^turnwise:/);
    expect(await client.keys('*')).toEqual([space.name]);
    expect(await client.pttl(space.name)).toBeGreaterThan(1_000_000);
    await space.close();
    expect(await client.keys('*')).toEqual([]);
    // Whoever writes late does not bring it back, and does not find it empty.
    for (const late of [
      store.set('key', 1),
      store.get('key'),
      store.update('key', () => ({ value: 1, result: 1 })),
    ])
      await expect(late).rejects.toThrow('Redis has lost what the server kept there');
    expect(await client.keys('*')).toEqual([]);
    await close();
  });
});

describe('a Redis that is not there', () => {
  plainTest('is said in one line, without the password', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).resume());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    // It takes connections and never says a word.
    await expect(openRedisSpace(`redis://:hidden-word@127.0.0.1:${port}`)).rejects.toThrow(
      `cannot use the Redis at 127.0.0.1:${port}: no answer in 5 s`,
    );
    server.close();
    await expect(openRedisSpace(`redis://:hidden-word@127.0.0.1:${port}`)).rejects.toThrow(
      `cannot use the Redis at 127.0.0.1:${port}: ECONNREFUSED`,
    );
    for (const url of ['127.0.0.1:6379', 'http://127.0.0.1', 'redis:', 'hidden-word'])
      await expect(openRedisSpace(url)).rejects.toThrow(
        /^a store is the URL of a Redis, e.g. redis:[/\d.:]+$/,
      );
  });

  plainTest('any more fails what is asked of it, at once, and holds up no end', async (context) => {
    const redis = await startRedis();
    if ('missing' in redis) return context.skip(redis.missing);
    const url = `redis://127.0.0.1:${redis.port}`;
    const space = await openRedisSpace(url);
    const { store, close } = await openRedisStore(url, space.name);
    await store.set('key', 1);
    await redis.close();
    for (const asked of [store.update('key', () => ({ value: 1, result: 1 })), store.get('key')])
      await expect(asked).rejects.toThrow(/closed|writeable|retries/);
    await Promise.all([close(), space.close()]);
  });
});
