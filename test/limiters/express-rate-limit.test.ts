// oxlint-disable vitest/no-standalone-expect -- a trap is a test
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit, type Options } from 'express-rate-limit';
import { describe, expect, it } from 'vitest';
import { fixedWindow } from '../../src/models/index.js';
import { agreement, explains, playAll, schedulesEach, type Subject } from './agreement.js';
import { drive, type Limiter } from './driven.js';
import { trap } from './trap.js';
import { onVirtualDates, onVirtualTime } from './virtual-time.js';

const windowOf = (limit: number, windowMs: number) =>
  fixedWindow({ per: ['resource'], limit, windowUs: windowMs * 1000, countRejected: true });

/** The middleware, called as express calls it, with as much of a request and a response as it looks at. */
function middleware(options: Partial<Options>): Limiter {
  const handle = rateLimit({
    ...options,
    validate: false,
    keyGenerator: ({ headers }) => String(headers['x-key']),
    handler: (_request, response) => void response.status(429),
  });
  return async (key) => {
    const headers = new Map<string, string>();
    let status = 200;
    const request = { headers: { 'x-key': key }, app: { get: () => false } };
    const response = {
      headersSent: false,
      setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value),
      status: (code: number) => void (status = code),
      once: () => undefined,
    };
    await handle(request as never, response as never, () => undefined);
    const retryAfter = headers.get('retry-after');
    const accepted = status === 200;
    return retryAfter === undefined ? { accepted } : { accepted, retryAfterMs: Number(retryAfter) * 1000 };
  };
}

const subjects: readonly Subject[] = [
  {
    of: 'erl-memory',
    name: 'middleware, 1 in 1 s',
    model: windowOf(1, 1000),
    shape: { limit: 1, edgesMs: [1000] },
    limiter: () => middleware({ limit: 1, windowMs: 1000, store: new MemoryStore() }),
  },
  {
    of: 'erl-memory',
    name: 'middleware, 5 in 300 ms',
    model: windowOf(5, 300),
    shape: { limit: 5, edgesMs: [300], keys: 3 },
    limiter: () => middleware({ limit: 5, windowMs: 300, store: new MemoryStore() }),
  },
];

/** A real express on a free port, asked over HTTP. */
async function served<T>(
  options: Partial<Options>,
  ask: (get: (path: string) => Promise<Response>) => Promise<T>,
): Promise<T> {
  const app = express();
  app.use(rateLimit({ ...options, validate: false }));
  app.get('/fine', (_request, response) => void response.send('fine'));
  app.get('/broken', (_request, response) => void response.status(500).send('broken'));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await ask((path) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } }),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('express-rate-limit', () => {
  it.each(subjects.map((subject) => [subject.name, subject] as const))(
    '%s: no difference and no accusation',
    async (_, subject) => expect(await playAll(subject, schedulesEach)).toMatchObject(agreement),
  );

  it('over HTTP, with only dates on a virtual clock, it is the same window', () =>
    onVirtualDates((time) =>
      served({ limit: 2, windowMs: 1000 }, async (get) => {
        const limiter: Limiter = async () => ({ accepted: (await get('/fine')).status === 200 });
        const at = [0, 10, 20, 999, 1000, 1001, 1002, 2000].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
        const rows = await drive(limiter, at, time);
        expect(rows.map(({ accepted }) => (accepted ? '+' : '-')).join('')).toBe('++--++-+');
        expect(explains(windowOf(2, 1000), rows)).toBe(true);
      }),
    ));

  trap('erl/hits-count-refused', () =>
    onVirtualTime(async () => {
      const store = new MemoryStore();
      const limiter = middleware({ limit: 1, windowMs: 1000, store });
      for (let tries = 0; tries < 3; tries++) await limiter('k', 1);
      return (await store.get('k'))?.totalHits === 3;
    }),
  );

  trap('erl/edge', () =>
    onVirtualTime(async (time) => {
      const limiter = middleware({ limit: 1, windowMs: 1000, store: new MemoryStore() });
      const at = [0, 999, 1000].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      return rows[2].accepted && !rows[1].accepted;
    }),
  );

  trap('erl/retry-after-seconds', () =>
    onVirtualTime(async (time) => {
      const limiter = middleware({ limit: 1, windowMs: 1000, store: new MemoryStore() });
      const at = [0, 1, 500, 999].map((atMs) => ({ atMs, key: 'k', cost: 1 }));
      const rows = await drive(limiter, at, time);
      return rows.slice(1).every(({ retryAfterMs }) => retryAfterMs === 1000);
    }),
  );

  trap('erl/early-promise', () =>
    onVirtualTime(async (time) => {
      const limiter = middleware({ limit: 1, windowMs: 2500, store: new MemoryStore() });
      let broken = 0;
      for (const afterMs of [1, 499, 500, 501, 1499, 1500, 1501, 2499]) {
        await limiter('k', 1);
        await time.until(time.nowMs() + afterMs);
        const { retryAfterMs = NaN } = await limiter('k', 1);
        await time.until(time.nowMs() + retryAfterMs);
        if (!(await limiter('k', 1)).accepted) broken++;
        await time.until(time.nowMs() + 2500);
      }
      return broken > 0;
    }),
  );

  trap('erl/failed-uncounted', () =>
    onVirtualDates(async (time) =>
      served({ limit: 1, windowMs: 1000, skipFailedRequests: true }, async (get) => {
        const rows = await drive(
          async () => ({ accepted: (await get('/broken')).status !== 429 }),
          [0, 1, 2].map((atMs) => ({ atMs, key: 'k', cost: 1 })),
          time,
        );
        return !explains(windowOf(1, 1000), rows);
      }),
    ),
  );

  trap('erl/subnet-shares', () => {
    const keys = ['2001:db8:1:0::1', '2001:db8:1:ff::2'].map((address) => ipKeyGenerator(address));
    return Promise.resolve(keys[0] === keys[1]);
  });

  trap('erl/mapped-share', () => {
    const keys = ['::ffff:192.0.2.1', '::ffff:198.51.100.7'].map((address) => ipKeyGenerator(address));
    return Promise.resolve(keys[0] === keys[1]);
  });

  trap('erl/long-window', async () => {
    const told: unknown[] = [];
    const logger = { warn: (text: unknown) => told.push(text), error: (text: unknown) => told.push(text) };
    const days25 = 25 * 24 * 3600 * 1000;
    await onVirtualTime(async () => {
      // With a store of one's own nobody looks.
      rateLimit({ windowMs: days25, logger });
      return Promise.resolve();
    });
    expect(told.length).toBeGreaterThan(0);
    return onVirtualTime(async (time) => {
      const limiter = middleware({ limit: 1, windowMs: days25, store: new MemoryStore() });
      const rows = await drive(
        limiter,
        [0, 5].map((atMs) => ({ atMs, key: 'k', cost: 1 })),
        time,
      );
      return !explains(windowOf(1, days25), rows);
    });
  });
});
