/**
 * Honest latency. 100 users act 10 times a second for 15 s on a server that once stalls for 1 s.
 * Whoever waits for an answer before sending the next action sends nothing during the stall, and hardly
 * sees it; whoever counts from the intended time sees what 100 users would have felt.
 */
import { io } from 'socket.io-client';
import { echoServer, ms, turnwise, ways } from './children.mjs';

const users = 100;
const everyMs = 100;
const steps = 150;
const stall = ['--stall-at', '7s', '--stall-for', '1s'];

const open = await withServer((url) =>
  turnwise({
    name: 'stall',
    target: url,
    transport: ways['socket.io'].transport,
    wire: ways['socket.io'].wire,
    users,
    resources: users,
    model: { cooldown: { per: 'user', every: '1us' } },
    strategy: 'dedicated',
    pacing: { fixed: { every: `${everyMs}ms`, spread: true } },
    steps,
  }),
);
const closed = await withServer(closedLoop);

const { response, service } = open.latency;
process.stdout.write(
  [
    `${users} users x ${1000 / everyMs} actions a second x ${(steps * everyMs) / 1000} s, one stall of 1 s`,
    `turnwise, response (from the intended time)   p50 ${ms(response.p50Us)}  p99 ${ms(response.p99Us)}  max ${ms(response.maxUs)}`,
    `turnwise, service (from the send)             p50 ${ms(service.p50Us)}  p99 ${ms(service.p99Us)}  max ${ms(service.maxUs)}`,
    `a closed loop that waits for each answer      p50 ${ms(at(closed, 0.5))}  p99 ${ms(at(closed, 0.99))}  max ${ms(at(closed, 1))}`,
    `sent ${open.actions.sent} of ${open.actions.planned}; the closed loop sent ${closed.length}`,
    '',
  ].join('\n'),
);

async function withServer(work) {
  const server = await echoServer(...stall);
  try {
    return await work(server.url);
  } finally {
    server.stop();
  }
}

/** What most load tools do: send, wait for the answer, pause, and time each answer from its send. */
async function closedLoop(url) {
  const latenciesUs = [];
  const endMs = performance.now() + steps * everyMs;
  await Promise.all(
    Array.from({ length: users }, async () => {
      const socket = io(url, { transports: ['websocket'], forceNew: true });
      await new Promise((resolve) => socket.once('connect', resolve));
      while (performance.now() < endMs) {
        const sentMs = performance.now();
        await new Promise((resolve) => socket.emit('vote', {}, resolve));
        const tookMs = performance.now() - sentMs;
        latenciesUs.push(tookMs * 1000);
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      socket.close();
    }),
  );
  return latenciesUs.toSorted((a, b) => a - b);
}

function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
