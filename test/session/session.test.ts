import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import { randomOf } from '../../src/plan/random.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import { missingText } from '../../src/session/missing-text.js';
import { Session } from '../../src/session/session.js';
import type { Connection, ConnectionListener, Transport } from '../../src/transports/transport.js';

/** What becomes of a user's first attempt, and when. */
type Fate =
  | { readonly kind: 'opens'; readonly afterUs: number }
  | { readonly kind: 'fails'; readonly afterUs: number }
  | { readonly kind: 'opens and is lost'; readonly afterUs: number }
  | { readonly kind: 'hangs'; readonly afterUs: number };

const timeoutUs = 10_000;
const seed = process.env['TURNWISE_TEST_SEED'] ?? 'session';

/** A transport whose connections have the fates of their users; the second attempt of anybody hangs. */
function fatedTransport(time: VirtualTime, fates: readonly Fate[]): Transport {
  const tried = new Set<number>();
  return {
    name: 'simulated',
    connect({ user }, listener) {
      const fate = fates[user];
      const connection = fatedConnection(listener);
      if (fate === undefined || tried.has(user)) return connection;
      tried.add(user);
      const atUs = time.nowUs() + fate.afterUs;
      if (fate.kind === 'fails') time.at(atUs, () => connection.end('refused by hand'));
      if (fate.kind.startsWith('opens')) time.at(atUs, () => connection.open());
      if (fate.kind === 'opens and is lost') time.at(atUs + 1, () => connection.end('cut by hand'));
      return connection;
    },
    close: () => Promise.resolve(),
  };
}

function fatedConnection(
  listener: ConnectionListener,
): Connection & { open(): void; end(why: string): void } {
  let state: Connection['state'] = 'connecting';
  return {
    get state() {
      return state;
    },
    send: () => -1,
    close: () => Promise.resolve(),
    cut: () => Promise.resolve(),
    stall: () => {},
    bytesIn: 0,
    bytesOut: 0,
    open() {
      state = 'open';
      listener.opened();
    },
    end(why) {
      const was = state;
      state = 'closed';
      if (was === 'open') listener.closed(why);
      else listener.failed(why);
    },
  };
}

async function gateOf(fates: readonly Fate[], reconnectAfterUs: number | null) {
  const time = new VirtualTime();
  const events: HistoryEvent[] = [];
  const session = new Session(
    {
      userNames: fates.map((_, user) => `u${user}`),
      connectAtUs: fates.map((_, user) => user),
      connectTimeoutUs: timeoutUs,
      reconnectAfterUs,
      requestOf: (user) => ({ user, url: '', headers: {}, query: {}, auth: {}, timeoutMs: 1e6 }),
    },
    {
      nowUs: () => time.nowUs(),
      at: (dueUs, work) => time.at(dueUs, work),
      transport: fatedTransport(time, fates),
      random: randomOf(seed, 'reconnects'),
    },
    { message: () => {}, lost: () => {}, event: (event) => void events.push(event) },
  );
  let openedAtUs = -1;
  const opening = session.open().then((gate) => {
    openedAtUs = time.nowUs();
    return gate;
  });
  await time.run(
    () => 0,
    () => openedAtUs >= 0,
  );
  const gate = await opening;
  await session.close();
  return { gate, openedAtUs, events };
}

const fate: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom('opens' as const, 'fails' as const, 'opens and is lost' as const, 'hangs' as const),
  afterUs: fc.integer({ min: 1, max: 5000 }),
});

test('the gate opens when all are in, or at its timeout with everybody named who is not', async () => {
  const users = fc.array(fate, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(users, async (fates) => {
      const { gate, openedAtUs, events } = await gateOf(fates, 1_000_000);
      const allFail = fates.every(({ kind }) => kind === 'fails');
      const isIn = (user: string): boolean => !gate.missing.some((missing) => missing.user === user);
      const came = events.filter(({ kind }) => kind === 'connection-opened').length;
      const lost = events.filter(({ kind }) => kind === 'connection-lost').length;
      expect(gate.connected).toBe(fates.length - gate.missing.length);
      expect(gate.connected).toBeLessThanOrEqual(came);
      if (gate.missing.length > 0 && !allFail) expect(openedAtUs).toBe(timeoutUs);
      else expect(openedAtUs).toBeLessThan(timeoutUs);
      if (lost === 0) expect(gate.connected).toBe(came);
      fates.forEach(({ kind }, user) => {
        if (kind === 'fails' || kind === 'hangs') expect(isIn(`u${user}`)).toBe(false);
        if (kind === 'opens') expect(isIn(`u${user}`)).toBe(true);
      });
    }),
  );
});

test('who is missing is told with the reason, those with the same one together', async () => {
  const { gate } = await gateOf(
    [
      { kind: 'fails', afterUs: 10 },
      { kind: 'hangs', afterUs: 0 },
      { kind: 'opens', afterUs: 500 },
      { kind: 'opens and is lost', afterUs: 20 },
      { kind: 'fails', afterUs: 30 },
    ],
    1_000_000,
  );
  expect(gate).toEqual({
    connected: 1,
    missing: [
      { user: 'u0', why: 'refused by hand' },
      { user: 'u1', why: null },
      { user: 'u3', why: 'lost again, cut by hand' },
      { user: 'u4', why: 'refused by hand' },
    ],
  });
  expect(missingText(gate)).toBe(
    '4 of 5 users were not connected when the gate opened: u0, u4 (refused by hand); u1 (no answer yet); 1 for other reasons; their actions are dropped until they are',
  );
});

test('many missing users and long reasons still make one sentence', () => {
  const missing = Array.from({ length: 100 }, (_, user) => ({ user: `u${user}`, why: 'x'.repeat(500) }));
  expect(missingText({ missing, connected: 0 })).toBe(
    `100 of 100 users were not connected when the gate opened: u0, u1, u2, u3, u4 and 95 more (${'x'.repeat(59)}…)`,
  );
});
