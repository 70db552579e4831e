import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server, type DefaultEventsMap as Events } from 'socket.io';
import { defineServer } from 'turnwise';
import { hangUp, healthOf, jsonPages, listen } from '../parts/listen.js';
import { askNames, type Named } from '../parts/named.js';

/** A seat, and whose it is. */
interface Ticket {
  readonly seat: number;
  readonly guest: string;
}

type Answer =
  | { readonly ok: true; readonly seat: number }
  | { readonly ok: false; readonly error: 'sold_out' | 'which show?' };

export default defineServer({
  describe: 'seats of shows, first come first served; what is sold is told to all who look at the show',
  settings: { seats: 20, storageMs: 2 },
  bugs: {
    'double-booking':
      'looks for a free seat, waits for the storage and writes: two get the same seat meanwhile',
  },

  async start({ port, host, bug, settings }) {
    const { seats = 20, storageMs = 2 } = settings;
    const shows = new Map<string, readonly Ticket[]>();
    const read = async (show: string): Promise<readonly Ticket[]> => {
      await sleep(storageMs);
      return shows.get(show) ?? [];
    };
    const write = async (show: string, tickets: readonly Ticket[]): Promise<void> => {
      await sleep(storageMs);
      shows.set(show, tickets);
    };

    const book = async (show: string, guest: string): Promise<Answer> => {
      const sold = await read(show);
      if (sold.length >= seats) return { ok: false, error: 'sold_out' };
      const ticket = { seat: sold.length + 1, guest };
      await write(show, [...sold, ticket]);
      return { ok: true, seat: ticket.seat };
    };
    const inTurn = turnstile();
    const bookSafely = (show: string, guest: string): Promise<Answer> =>
      bug === 'double-booking' ? book(show, guest) : inTurn(show, () => book(show, guest));

    const soldSeats = (): object =>
      Object.fromEntries([...shows].map(([show, tickets]) => [show, tickets.length]));
    const http = createServer(
      jsonPages({ '/shows': soldSeats, '/health': (): object => healthOf(io.engine.clientsCount) }),
    );
    const io = new Server<Events, Events, Events, Named>(http, { serveClient: false });
    askNames(io);
    io.on('connection', (socket) => {
      socket.on('look', async (show: string, done?: (answer: object) => void) => {
        await socket.join(show);
        done?.({ show, sold: (await read(show)).length, seats });
      });
      socket.on(
        'book',
        async (order: { id?: unknown; show?: unknown } | null, done?: (answer: Answer) => void) => {
          const { id, show } = order ?? {};
          if (typeof show !== 'string' || show === '') return done?.({ ok: false, error: 'which show?' });
          const answer = await bookSafely(show, socket.data.name);
          done?.(answer);
          if (answer.ok) io.to(show).emit('sold', { id, show, seat: answer.seat });
        },
      );
    });
    return {
      url: await listen(http, { port, host }),
      close: async () => {
        await io.close();
        await hangUp(http);
      },
    };
  },
});

/** One at a time for each name; the others wait in line. */
function turnstile(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const done = (lines.get(name) ?? Promise.resolve()).then(work);
    lines.set(
      name,
      done.catch(() => undefined),
    );
    return done;
  };
}
