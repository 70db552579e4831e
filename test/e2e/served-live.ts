import { sha256 } from '../../src/playing/sha256.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import type { Served } from '../soundness/servers.js';
import type { Kind } from './servers.js';

const payload = { id: '${id}', user: '${user}', resource: '${resource}', type: '${action}' };
const answered = { accepted: { ok: true }, rejected: { ok: false }, reason: 'error', token: 'token' };

/** What a server of the catalog is played with for real: everybody at his own pace, then all at once, a second or two in all. */
export function liveScenario(
  { model, isSlow, users = isSlow === true ? 3 : 6, acts }: Served,
  kind: Kind,
  seed: string,
  more: Partial<ScenarioInput> = {},
): Scenario {
  // The servers' own kind of action needs no name.
  const kinds = acts.at(-1) ?? ['act'];
  // Where the search tries every order, a busy machine must not make it long.
  const few = isSlow === true || 'turns' in (model ?? {}) ? 2 : 1;
  const withActs = kinds.join() === 'act' ? {} : { acts: [...kinds] };
  return scenarioOf(
    {
      name: 'live',
      target: 'http://127.0.0.1',
      transport: kind === 'ws' ? { ws: { path: '/ws' } } : 'socket-io',
      wire:
        kind === 'ws'
          ? { 'json-id': { payload, ...answered } }
          : { 'event-ack': { event: 'act', payload, ...answered } },
      // Players of a game have the names that the game knows.
      users: model !== undefined && 'turns' in model ? users : { count: users, name: 'u${index}-${run}' },
      resources: { count: 3, name: 'r${index}-${run}' },
      seed,
      timeout: '700ms',
      connect: { over: '50ms', timeout: '30s', reconnectAfter: '100ms' },
      model,
      phases: [
        { name: 'paced', pacing: { fixed: { every: '80ms', jitter: '40ms' } }, steps: 10 / few, ...withActs },
        {
          name: 'crowds',
          strategy: 'stampede',
          pacing: { fixed: { every: '120ms', spread: false } },
          steps: 6 / few,
          ...withActs,
        },
      ],
      ...more,
    },
    { env: {}, run: `${kind}-${seed}`, digest: sha256 },
  );
}
