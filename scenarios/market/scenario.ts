import { defineScenario, type SessionUser } from 'turnwise';
import { feedCheck, tickOf, type Flaws } from './parts/feed.js';

const streams = ['ACME', 'BOLT', 'CRUX', 'DYNE', 'ECHO', 'FLUX', 'GRID', 'HALO'] as const;

/** What all clients of a run together found wrong. */
const found = new Map<string, Flaws>();

/**
 * Market data. Dashboards subscribe to three streams each and only listen; traders have one stream, and send orders, which
 * are filled at once: their trades are part of the stream. Every client checks its own streams, message by message: a
 * snapshot first, then numbers without a gap and in their order. What they find must stay at 0: that is a state of the
 * server like any other, read at the end. How many messages a second each client gets is a metric.
 */
export default defineScenario({
  name: 'market',
  description: 'a snapshot, then numbered quotes and trades at a high rate',
  target: { module: './server.ts', settings: { quotesPerSecond: 50 } },
  transport: { ws: { path: '/feed' } },
  wire: {
    'json-id': {
      payload: { type: 'order', id: '${id}', stream: '${resource}', quantity: 10 },
      answers: [{ type: 'filled' }, { type: 'refused' }],
      accepted: { type: 'filled' },
      rejected: { type: 'refused' },
    },
  },
  resources: [...streams],
  groups: [
    { name: 'traders', users: 8 },
    { name: 'dashboards', users: 16, listens: true },
  ],
  pacing: { fixed: { every: '200ms', jitter: '100ms' } },
  steps: 32,
  session: {
    join: listen,
    background: { throughput: { every: '1s', run: count } },
  },
  delivery: {
    frame: { type: 'trade' },
    id: 'ref',
    room: 'stream',
    rooms: ['${resource}'],
    echo: true,
    order: 'room',
    quiet: '1s',
  },
  state: [{ name: 'feed', start: 0, count: () => null, read: ({ run }) => ({ ...flawsOf(run) }) }],
});

function flawsOf(run: string): Flaws {
  const flaws = found.get(run) ?? { gaps: 0, disorder: 0, stale: 0 };
  found.set(run, flaws);
  return flaws;
}

/** Listens before it asks, so that nothing is missed; then subscribes to all of its streams at once. */
async function listen(user: SessionUser): Promise<void> {
  const flaws = flawsOf(user.run);
  const check = feedCheck(flaws);
  user.vars['ticks'] = 0;
  user.messages.subscribe(({ data }) => {
    const tick = tickOf(data);
    if (tick === null) return;
    user.vars['ticks'] = Number(user.vars['ticks']) + 1;
    check(tick);
  });
  const wanted = [0, 1, 2]
    .slice(0, user.group === 'traders' ? 1 : 3)
    .map((offset) => streams[(user.index + offset * 2) % streams.length]);
  const confirmed = user.waitFor(({ data }) => (data as { type?: unknown }).type === 'subscribed');
  const asked = Promise.all(wanted.map((stream) => user.join(stream, () => confirmed)));
  user.send({ type: 'subscribe', id: 'streams', streams: wanted });
  await asked;
}

/** How many messages came since the last time, and what was found wrong with them. */
function count(user: SessionUser): void {
  user.metrics.trend('messages per second', Number(user.vars['ticks']));
  user.vars['ticks'] = 0;
}
