import { expect, test } from 'vitest';
import { simulatedRefusal } from '../../src/trying/try-simulated.js';
import { foreign, loaded } from './scenarios.js';
import { expectSound, tryWritten } from './trying.js';

const forgetful = {
  ...foreign,
  target: 'arena',
  wire: {
    'event-ack': {
      event: 'vote',
      payload: { user: '${user}', resource: '${resource}' },
      rejected: { ok: false },
    },
  },
  model: { cooldown: { per: 'resource', every: '200ms' } },
  oracle: { state: 'perProcess' },
  phases: [{ pacing: { cooldownAware: { margin: '30ms', rejects: 0.3 } }, steps: 6 }],
};

test('a server that may forget is accused neither of forgetting nor of being two', async () => {
  const scenario = loaded(forgetful);
  const refusal = (bug: Parameters<typeof simulatedRefusal>[0]): string | null =>
    simulatedRefusal(bug, scenario);
  const only = ['per-node-memory', 'lost-on-restart', 'wrong-key'];
  const all = await tryWritten(forgetful, { only, ports: { refusal } });
  expectSound(all);
  expect(all.tried.map(({ bug, notPlayed }) => [bug.name, notPlayed])).toEqual([
    ['wrong-key', null],
    ['per-node-memory', expect.stringContaining('a memory of its own')],
    ['lost-on-restart', expect.stringContaining('may be lost')],
  ]);
});

test('one that must not forget is asked for both', () => {
  const scenario = loaded({ ...forgetful, oracle: {} });
  for (const needs of ['nodes', 'restart'] as const)
    expect(simulatedRefusal({ needs } as never, scenario)).toBeNull();
});
