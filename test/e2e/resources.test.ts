import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { config } from 'rxjs';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import { planFor } from '../../src/plan-for.js';
import type { Plan } from '../../src/plan/plan.js';
import { play, type PlayPorts } from '../../src/playing/play.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { transportOf } from '../../src/transports/index.js';
import type { Transport } from '../../src/transports/transport.js';
import type { Answer } from '../../src/history/outcome.js';
import { kindOf, origin, playOn, scenarioFor, wordsOf, type Dialect } from './playing.js';
import { cooldownOf, nobodysUrl, startSilent, startTestServer, type TestServer } from './servers.js';
import { more, openResources, processListeners } from './still-open.js';

const dialects: readonly Dialect[] = ['event-ack', 'json-id', 'json-order'];

/** What keeps a process alive and is ours: sockets, timers, look-ups. */
const resources = (): readonly string[] => openResources(/^(TCP|TLS|Timeout|Immediate|GetAddrInfo|HTTP)/);

/** Runs something, and then nothing more may be open than before: neither here nor at the server. */
async function leavesNothing(server: TestServer | null, work: (stop: AbortController) => Promise<unknown>) {
  const stop = new AbortController();
  const before = { resources: resources(), listeners: processListeners() };
  await work(stop);
  await server?.empty();
  // Node lists what was closed until the end of the turn, or of the next.
  for (let turn = 0; turn < 100 && more(resources(), before.resources).length > 0; turn++) await nextTurn();
  expect(more(resources(), before.resources)).toEqual([]);
  expect(more(processListeners(), before.listeners)).toEqual([]);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
}

async function correctServer(dialect: Dialect): Promise<TestServer> {
  const decide = cooldownOf(100);
  const server = await startTestServer(kindOf(dialect), (vote, { answer }) => answer(decide(vote)));
  onTestFinished(() => server.close());
  return server;
}

const unhandled: unknown[] = [];
afterEach(() => {
  config.onUnhandledError = null;
  unhandled.length = 0;
});

describe.each(dialects)('nothing is left open over %s', (dialect) => {
  test('after a run', async () => {
    const server = await correctServer(dialect);
    await leavesNothing(server, async () => {
      const { report } = await playOn(server.url, scenarioFor(dialect));
      expect(report.actions).toMatchObject({ unknown: 0, dropped: 0 });
    });
  });

  test('when nobody listens', async () => {
    const url = nobodysUrl();
    await leavesNothing(null, async () => {
      const { execution } = await playOn(url, scenarioFor(dialect));
      expect(execution.ended).toBe('nobody-connected');
    });
  });

  test('when the handshake never ends', async () => {
    const server = await startSilent();
    onTestFinished(() => server.close());
    await leavesNothing(server, async () => {
      const { execution } = await playOn(
        server.url,
        scenarioFor(dialect, { connect: { over: '0ms', timeout: '200ms' } }),
      );
      expect(execution.ended).toBe('nobody-connected');
    });
  });

  test('when it is stopped before it began', async () => {
    const server = await correctServer(dialect);
    await leavesNothing(server, async (stop) => {
      stop.abort();
      const { report, execution } = await playOn(server.url, scenarioFor(dialect), { stop: stop.signal });
      expect(report).toMatchObject({ verdict: 'inconclusive', interrupted: true, actions: { sent: 0 } });
      expect(execution.ended).toBe('interrupted');
      expect(report.connections.attempted).toBe(0);
    });
  });

  test('when it is stopped while users come in', async () => {
    const server = await correctServer(dialect);
    const scenario = scenarioFor(dialect, { connect: { over: '5s', timeout: '9s' }, users: 30 });
    await leavesNothing(server, async (stop) => {
      const { report, events } = await playOn(server.url, scenario, {
        stop: stop.signal,
        watch: (seen) =>
          seen.subscribe((event) => {
            if (event.kind === 'event' && event.event.kind === 'connection-opened') stop.abort();
          }),
      });
      expect(report).toMatchObject({ verdict: 'inconclusive', interrupted: true, actions: { sent: 0 } });
      expect(events.at(-1)).toMatchObject({ event: { kind: 'finished', how: 'interrupted' } });
    });
  });

  test('when it is stopped in its middle: not one more action leaves', async () => {
    const server = await correctServer(dialect);
    await leavesNothing(server, async (stop) => {
      let sent = 0;
      const { report } = await playOn(server.url, scenarioFor(dialect), {
        stop: stop.signal,
        watch: (seen) =>
          seen.subscribe((event) => {
            if (event.kind === 'sent' && ++sent === 3) stop.abort();
          }),
      });
      expect(report.actions.sent).toBe(3);
      expect(report.interrupted).toBe(true);
    });
  });
});

describe('nothing is left open when somebody else throws', () => {
  test('a wire that throws when it writes: no action leaves, and the report says why', async () => {
    const server = await correctServer('json-id');
    await leavesNothing(server, async () => {
      const wire = { ...scenarioFor('json-id').wire, encode: thrower('no such template') };
      const played = await playOn(server.url, { ...scenarioFor('json-id'), wire });
      expect(played.report.actions).toMatchObject({ sent: 0, dropped: played.report.actions.planned });
      expect(wordsOf(played)).toContain('the wire could not write the action: no such template');
    });
  });

  test.each(dialects)('a wire that throws when it reads, over %s', async (dialect) => {
    const server = await correctServer(dialect);
    await leavesNothing(server, async () => {
      const wire = { ...scenarioFor(dialect).wire, decode: thrower('cannot read this') };
      const played = await playOn(server.url, { ...scenarioFor(dialect), wire });
      expect(played.report.verdict).toBe('inconclusive');
      expect(wordsOf(played)).toContain('the wire could not read a message: cannot read this');
    });
  });

  test.each(dialects)('a wire that gives answers that are none, over %s', async (dialect) => {
    const server = await correctServer(dialect);
    const { wire, ...scenario } = scenarioFor(dialect);
    const nonsense = [{}, { kind: 'maybe' }, { kind: 'accepted', value: 7 }, { kind: 'error' }, null];
    let turn = 0;
    await leavesNothing(server, async () => {
      const odd = {
        ...wire,
        decode: (inbound: Parameters<typeof wire.decode>[0]) => {
          const decoded = wire.decode(inbound);
          return decoded === null
            ? null
            : { ...decoded, answer: nonsense[turn++ % nonsense.length] as Answer };
        },
      };
      const played = await playOn(server.url, { ...scenario, wire: odd });
      expect(played.report.verdict).toBe('inconclusive');
      expect(played.report.actions.errors).toBeGreaterThan(0);
      expect(played.report.actions.accepted + played.report.actions.rejected).toBe(0);
    });
  });

  test('a transport that throws when it connects', async () => {
    const scenario = scenarioFor('json-id');
    await leavesNothing(null, async () => {
      const played = await playOn(
        'http://127.0.0.1:9',
        scenario,
        withTransport(scenario, (transport) => ({ ...transport, connect: thrower('no network stack') })),
      );
      expect(played.report).toMatchObject({ verdict: 'inconclusive', connections: { failed: 4 } });
      expect(wordsOf(played)).toContain(
        'nobody could connect; most often: the transport could not connect: no',
      );
    });
  });

  test('a transport that throws when it sends: it may have left, so it is unknown', async () => {
    const server = await correctServer('event-ack');
    const frames = scenarioFor('json-id').wire;
    await leavesNothing(server, async () => {
      const played = await playOn(server.url, { ...scenarioFor('event-ack'), wire: frames });
      const { unknown, planned } = played.report.actions;
      expect(unknown).toBe(planned);
      expect(wordsOf(played)).toContain('the transport failed to send it: Socket.IO has events, no frames');
    });
  });

  test('an observer that throws: the run goes on, and the error is nobody else’s', async () => {
    const server = await correctServer('json-id');
    config.onUnhandledError = (error: unknown) => void unhandled.push(error);
    await leavesNothing(server, async () => {
      const { report } = await playOn(server.url, scenarioFor('json-id'), {
        watch: (events) => events.subscribe(thrower('a broken chart')),
      });
      expect(report.actions.sent).toBe(report.actions.planned);
      expect(report.actions.accepted).toBeGreaterThan(0);
    });
    expect(unhandled.length).toBeGreaterThan(0);
  });

  test('whoever watches throws at once', async () => {
    const server = await correctServer('json-id');
    await leavesNothing(server, async () => {
      const playing = playOn(server.url, scenarioFor('json-id'), { watch: thrower('no screen') });
      await expect(playing).rejects.toThrow('no screen');
    });
  });

  test.each([0, 1, 5])('a plan that throws after %i steps', async (count) => {
    const server = await correctServer('json-id');
    const scenario = scenarioFor('json-id');
    const plan = planFor(scenario, sha256);
    const broken: Plan = {
      ...plan,
      *steps() {
        let left = count;
        for (const step of plan.steps()) {
          if (left-- === 0) throw new Error('the plan ran out of paper');
          yield step;
        }
      },
    };
    await leavesNothing(server, async () => {
      const playing = play(scenario, broken, portsOf(scenario, server.url), origin);
      await expect(playing).rejects.toThrow('the plan ran out of paper');
    });
  });

  test('a plan without a step', async () => {
    const server = await correctServer('json-id');
    const scenario = scenarioFor('json-id');
    const plan = planFor(scenario, sha256);
    const empty: Plan = { ...plan, header: { ...plan.header, actions: 0 }, steps: () => [] };
    await leavesNothing(server, async () => {
      const { report } = await play(scenario, empty, portsOf(scenario, server.url), origin);
      expect(report.verdict).toBe('inconclusive');
      expect(report.reasons.join()).toContain('no action was sent');
    });
  });
});

const withTransport = (scenario: Scenario, change: (transport: Transport) => Transport) => ({
  transport: change(transportOf(scenario.transport, {})),
});

function portsOf(scenario: Scenario, url: string): PlayPorts {
  return {
    clock: monotonicClock(),
    transport: transportOf(scenario.transport, {}),
    url,
    stop: new AbortController().signal,
    watch: () => undefined,
  };
}

function thrower(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}
