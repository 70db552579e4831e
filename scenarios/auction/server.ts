import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server, type DefaultEventsMap as Events } from 'socket.io';
import { defineServer } from 'turnwise';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';
import { askNames, type Named } from '../parts/named.js';

/** SET key NX PX, with a token that only ever grows: whoever shows an older one to the cashier comes too late. */
const acquireScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return {0, redis.call('PTTL', KEYS[1])} end
if ARGV[2] == '0' then redis.call('SET', KEYS[1], ARGV[1])
else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return {1, redis.call('INCR', KEYS[2])}`;

/** Only who holds it: looking and writing are one step. */
const renewScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {0, 0} end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {1, tonumber(redis.call('GET', KEYS[2]))}`;

const releaseScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] and ARGV[2] ~= 'anyone' then return {0, 0} end
redis.call('DEL', KEYS[1])
return {1, tonumber(redis.call('GET', KEYS[2]) or 0)}`;

const kinds = ['acquire', 'renew', 'release'] as const;
type Kind = (typeof kinds)[number];

type Answer =
  | { readonly ok: true; readonly token: number }
  | { readonly ok: false; readonly error: 'held' | 'not_holder'; readonly retryAfterMs?: number }
  | { readonly error: 'which lot?' | 'try again' };

export default defineServer({
  describe: 'an auction: a lot is held by one bidder at a time, for as long as a lease in Redis lasts',
  settings: { leaseMs: 500 },
  bugs: {
    'release-by-anyone':
      'a release deletes the key whoever holds it: the next bidder holds what another one still pays for',
    'held-for-good': 'the key is set without an expiry: a bidder who goes away keeps the lot',
  },
  needsRedis: true,
  nodes: 2,

  async start({ port, host, redis, bug, settings }) {
    const { leaseMs = 500 } = settings;
    const leases = new Redis(redis ?? '');
    const [publish, subscribe] = [leases.duplicate(), leases.duplicate()];
    const clients = [leases, publish, subscribe];
    for (const client of clients) client.on('error', () => undefined);

    const asked = (kind: Kind, lot: string, bidder: string): Promise<unknown> => {
      const keys = [`lot:${lot}`, `tokens:${lot}`] as const;
      switch (kind) {
        case 'acquire':
          return leases.eval(acquireScript, 2, ...keys, bidder, bug === 'held-for-good' ? 0 : leaseMs);
        case 'renew':
          return leases.eval(renewScript, 2, ...keys, bidder, leaseMs);
        case 'release':
          return leases.eval(releaseScript, 2, ...keys, bidder, bug === 'release-by-anyone' ? 'anyone' : '');
      }
    };
    const answerTo = async (kind: Kind, lot: string, bidder: string): Promise<Answer> => {
      try {
        const [done, number = 0] = (await asked(kind, lot, bidder)) as number[];
        if (done === 1) return { ok: true, token: number };
        if (kind !== 'acquire') return { ok: false, error: 'not_holder' };
        return { ok: false, error: 'held', retryAfterMs: Math.max(0, number) };
      } catch {
        return { error: 'try again' };
      }
    };

    const http = createServer(jsonPages({ '/health': (): object => healthOf(io.engine.clientsCount) }));
    const adapter = createAdapter(publish, subscribe);
    const io = new Server<Events, Events, Events, Named>(http, { adapter, serveClient: false });
    askNames(io);
    io.on('connection', (socket) => {
      socket.on('watch', async (lot: string, done?: (answer: object) => void) => {
        await socket.join(lot);
        done?.({ lot });
      });
      for (const kind of kinds)
        socket.on(
          kind,
          async (bid: { id?: unknown; lot?: unknown } | null, done?: (answer: Answer) => void) => {
            const { id, lot } = bid ?? {};
            if (typeof lot !== 'string' || lot === '') return done?.({ error: 'which lot?' });
            const answer = await answerTo(kind, lot, socket.data.name);
            done?.(answer);
            if ('ok' in answer && answer.ok)
              io.to(lot).emit('lot', { id, lot, kind, bidder: socket.data.name });
          },
        );
    });
    return {
      url: await listen(http, { port, host }),
      close: async () => {
        await io.close();
        await hangUp(http);
        for (const client of clients) client.disconnect();
      },
    };
  },
});
