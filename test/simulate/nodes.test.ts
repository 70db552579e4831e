import { describe, expect, it } from 'vitest';
import type { BehaviourAction } from '../../src/behaviours/behaviour.js';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { OwnBehaviour } from '../../src/scenario/simulation.js';
import { nodesFor, worldOf } from '../../src/playing/simulated-world.js';
import { ownOptions, simulatedReport } from './playing.js';

const least = {
  name: 'nodes',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
  users: 4,
  resources: 2,
  model: { cooldown: { per: 'resource', every: '200ms' } },
  steps: 6,
} as const;

const loaded = (more: object, set: readonly string[] = []) =>
  scenarioOf({ ...least, ...more }, { ...ownOptions, set });

const nodesOf = (more: object, set: readonly string[] = []) => worldOf(loaded(more, set)).server?.nodes;

/** What each node of a server of one's own was asked for. */
function listening() {
  const asked: (BehaviourAction & { readonly node: number | undefined })[] = [];
  const behaviour: OwnBehaviour = ({ node, store, now }) => ({
    async handle(action) {
      asked.push({ ...action, node });
      const atMs = now();
      return store.update<object>(action.resource, (lastMs) =>
        lastMs !== undefined && atMs - lastMs < 200
          ? { result: { ok: false, error: 'cooldown' } }
          : { result: { ok: true }, value: atMs },
      ) as Promise<{ ok: true }>;
    },
  });
  return { asked, behaviour };
}

describe('a simulated server with several nodes', () => {
  it('has as many as the simulation says, else as the target has, else one', () => {
    expect(nodesOf({ target: 'arena' })).toBe(1);
    expect(nodesOf({ target: 'arena' }, ['simulation.server.nodes=3'])).toBe(3);
    expect(nodesOf({ target: { server: 'arena', nodes: 2 } })).toBe(2);
    expect(nodesOf({ target: { server: 'arena', nodes: 2 } }, ['simulation.server.nodes=1'])).toBe(1);
    expect(nodesOf({ behaviour: listening().behaviour }, ['simulation.server.nodes=2'])).toBe(2);
  });

  it('gives a bug of several nodes at least two', () => {
    for (const mutant of mutants) {
      const fewest = mutant.bug?.needs === 'nodes' ? 2 : 1;
      expect([nodesFor(mutant, 1), nodesFor(mutant, 3)], mutant.name).toEqual([fewest, 3]);
    }
  });

  it('lets users in on the nodes in turn, where they stay, and is right with a store they share', async () => {
    const { asked, behaviour } = listening();
    const scenario = loaded({ behaviour, simulation: { network: { up: '1ms' }, server: { nodes: 2 } } });
    const { report } = await simulatedReport(scenario);
    expect(report).toMatchObject({ verdict: 'pass', oracle: { accuracy: 1 } });
    const at = new Set(asked.map(({ user, node, connection }) => `${user} ${connection} on ${node}`));
    expect([...at].toSorted()).toEqual(['u0 c0 on 0', 'u1 c1 on 1', 'u2 c2 on 0', 'u3 c3 on 1']);
  });

  it('gives a reconnect to the node whose turn it is, under another name', async () => {
    const { asked, behaviour } = listening();
    const scenario = loaded({
      behaviour,
      connect: { reconnectAfter: '10ms' },
      simulation: {
        network: {
          up: '1ms',
          cuts: [
            { at: '1s', users: ['u0'] },
            { at: '2s', users: ['u0'] },
          ],
        },
        server: { nodes: 2 },
      },
      steps: 12,
    });
    const { report } = await simulatedReport(scenario);
    expect(report.oracle.violationCount).toBe(0);
    const own = asked.filter(({ user }) => user === 'u0');
    expect([...new Set(own.map(({ connection, node }) => `${connection} on ${node}`))]).toEqual([
      'c0 on 0',
      'c4 on 0',
      'c5 on 1',
    ]);
  });

  it('breaks a limit that each node counts for itself', async () => {
    const { behaviour } = listening();
    const simulation = { server: { nodes: 2, state: 'perProcess' } };
    const apart = await simulatedReport(loaded({ behaviour, simulation, pacing: { duels: {} } }));
    expect(apart.report.verdict).toBe('fail');
    const alone = { server: { nodes: 1, state: 'perProcess' } };
    const one = await simulatedReport(loaded({ behaviour, simulation: alone, pacing: { duels: {} } }));
    expect(one.report.oracle.violationCount).toBe(0);
  });
});
