import { monotonicClock } from '../../src/runtime/clock.js';
import { checkFaults, readyFaults } from '../../src/playing/ready-faults.js';
import { sha256 } from '../../src/playing/sha256.js';
import { readyTarget, transportFor } from '../../src/playing/target.js';
import { planFor } from '../../src/plan-for.js';
import { play, type Played } from '../../src/playing/play.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { origin } from '../e2e/playing.js';

type Kind = 'ws' | 'socket-io' | 'polling';

const payload = { id: '${id}', user: '${user}', resource: '${resource}' };
const answered = { accepted: { ok: true }, rejected: { ok: false } };

const overs = {
  ws: {
    transport: { ws: { path: '/ws' } },
    wire: { 'json-id': { payload, ...answered } },
  },
  'socket-io': { transport: 'socket-io', wire: { 'event-ack': { event: 'vote', payload, ...answered } } },
  polling: {
    transport: { 'socket-io': { transports: ['polling'] } },
    wire: { 'event-ack': { event: 'vote', payload, ...answered } },
  },
} as const satisfies Record<Kind, Partial<ScenarioInput>>;

/** Users of a cooldown of 100 ms on the embedded server, correct, for about two seconds, with trouble. */
export function troubled(kind: Kind, seed: string, more: Partial<ScenarioInput>): Scenario {
  return scenarioOf(
    {
      name: 'faults',
      target: { server: 'arena', settings: { cooldownMs: 100 } },
      ...overs[kind],
      users: 6,
      resources: 3,
      seed,
      timeout: '500ms',
      connect: { over: '20ms', timeout: '5s', reconnectAfter: '50ms' },
      model: { cooldown: { per: 'resource', every: '100ms' } },
      pacing: { fixed: { every: '70ms', jitter: '30ms' } },
      steps: 28,
      ...more,
    },
    { env: {}, run: 'run1', digest: sha256 },
  );
}

/** Plays it as `turnwise run` does: the server in its own process, the network before it, the faults of the plan. */
export async function playTroubled(scenario: Scenario): Promise<Played> {
  const plan = planFor(scenario, sha256);
  checkFaults(scenario, plan);
  const target = await readyTarget(scenario);
  const faults = await readyFaults(plan, target).catch(async (error: unknown) => {
    await target.stop();
    throw error;
  });
  const transport = transportFor(scenario);
  try {
    const stop = new AbortController().signal;
    const ports = { clock: monotonicClock(), transport, url: faults.url, faults: faults.ports, stop };
    return await play(scenario, plan, { ...ports, watch: () => {} }, origin);
  } finally {
    await transport.close();
    await faults.close();
    await target.stop();
  }
}
