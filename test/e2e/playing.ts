import type { Observable } from 'rxjs';
import { planFor } from '../../src/plan-for.js';
import { play, type PlayPorts, type Played } from '../../src/playing/play.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import type { RunEvent } from '../../src/runtime/events.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { transportOf } from '../../src/transports/index.js';
import { sha256 } from '../../src/playing/sha256.js';
import type { Kind } from './servers.js';

/** The way an answer finds its action, by what carries it. */
export type Dialect = 'event-ack' | 'json-id' | 'json-order';

export const kindOf = (dialect: Dialect): Kind => (dialect === 'event-ack' ? 'socket-io' : 'ws');

export const seed = process.env['TURNWISE_TEST_SEED'] ?? 'e2e';

const answers = { accepted: { ok: true }, rejected: { ok: false, error: 'cooldown' } };
const vote = { user: '${user}', resource: '${resource}' };
/** What the servers of these tests say that answers nothing. */
const news = { ignore: [{ news: 'flash' }] };

const wires: Readonly<Record<Dialect, ScenarioInput['wire']>> = {
  'event-ack': { 'event-ack': { event: 'vote', payload: vote, ...answers } },
  'json-id': { 'json-id': { payload: { id: '${id}', ...vote }, ...answers } },
  'json-order': { 'json-order': { payload: vote, ...answers, ...news } },
};

/** A small, quick scenario: 4 users take turns on 2 resources with a cooldown of 100 ms, about a second in all. */
export function scenarioFor(dialect: Dialect, more: Partial<ScenarioInput> = {}): Scenario {
  const kind = kindOf(dialect);
  return scenarioOf(
    {
      name: 'e2e',
      target: 'http://127.0.0.1',
      transport: kind,
      wire: wires[dialect],
      users: 4,
      resources: 2,
      seed,
      timeout: '400ms',
      connect: { over: '20ms', timeout: '5s', reconnectAfter: '100ms' },
      model: { cooldown: { per: 'resource', every: '100ms' } },
      pacing: { cooldownAware: { margin: '25ms', rejects: 0.3 } },
      steps: 3,
      ...more,
    },
    { env: {}, run: 'run1', digest: sha256 },
  );
}

/** Plays a scenario for real, and gives what it leaves behind. */
export async function playOn(
  url: string,
  scenario: Scenario,
  ports: Partial<PlayPorts> = {},
): Promise<Played & { readonly events: readonly RunEvent[] }> {
  const events: RunEvent[] = [];
  const played = await play(
    scenario,
    planFor(scenario, sha256),
    {
      clock: monotonicClock(),
      transport: transportOf(scenario.transport, {}),
      url,
      stop: new AbortController().signal,
      ...ports,
      watch: (seen: Observable<RunEvent>) => {
        seen.subscribe((event) => void events.push(event));
        ports.watch?.(seen);
      },
    },
    origin,
  );
  return { ...played, events };
}

export const origin = {
  command: 'turnwise run e2e',
  environment: { turnwise: 'test', node: 'test', os: 'test', startedAt: '1970-01-01T00:00:00.000Z' },
};

/** Everything a report says in words, in one text, to look for a line in. */
export function wordsOf({ report }: Played): string {
  return [
    ...report.reasons,
    ...report.notes,
    ...report.oracle.notes,
    ...Object.keys(report.connections.errors),
    ...report.actionReasons.map(({ outcome, reason }) => `${outcome}: ${reason}`),
  ].join('\n');
}
