import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { defineScenario, expectRun, runScenario } from 'turnwise/testing';
import { afterAll, beforeAll, test } from 'vitest';

/** The server to test: a seat can be taken again 200 ms after it was taken. */
function seatServer() {
  const http = createServer();
  const takenAtMs = new Map<string, number>();
  new Server(http).on('connection', (socket) => {
    socket.on('take', ({ seat }: { seat: string }, answer: (reply: object) => void) => {
      const nowMs = performance.now();
      if (nowMs - (takenAtMs.get(seat) ?? -Infinity) < 200) return answer({ ok: false, error: 'taken' });
      takenAtMs.set(seat, nowMs);
      answer({ ok: true });
    });
  });
  return http;
}

const seats = defineScenario({
  name: 'seats',
  transport: 'socket-io',
  wire: {
    'event-ack': {
      event: 'take',
      payload: { seat: '${resource}' },
      accepted: { ok: true },
      rejected: { ok: false, error: 'taken' },
    },
  },
  users: 6,
  resources: 3,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  phases: [
    { name: 'rotation', pacing: { cooldownAware: { margin: '40ms', rejects: 0.25 } }, steps: 3 },
    { name: 'duels', pacing: { duels: { margin: '40ms' } }, steps: 4 },
  ],
  // The server of this test is new, so no seat was taken before.
  oracle: { initial: 'fresh' },
});

const server = seatServer();
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => server.close());

// oxlint-disable-next-line vitest/expect-expect -- expectRun is the assertion
test('a seat is taken once in 200 ms, whoever asks', async () => {
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const report = await runScenario(seats, { target, thresholds: ['latency.accepted.p95 < 1s'] });
  expectRun(report).toObeyModel().toMeetThresholds();
}, 30_000);
