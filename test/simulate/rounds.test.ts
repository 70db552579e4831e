import { describe, expect, it } from 'vitest';
import type { BehaviourAction } from '../../src/behaviours/behaviour.js';
import type { History } from '../../src/history/history.js';
import { planFor } from '../../src/plan-for.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { playIn, simulated } from '../../src/playing/simulate.js';
import { restIn, startWorld } from '../../src/playing/started-world.js';
import { worldOf } from '../../src/playing/simulated-world.js';
import { sha256 } from '../scenario/support.js';
import { ownOptions } from './playing.js';

const quiet = { stop: new AbortController().signal, watch: () => {} };

/** Everybody votes once, for an option of their own; the cooldown is as long as ten plays. */
const once = (more: Partial<ScenarioInput> = {}) =>
  scenarioOf(
    {
      name: 'rounds',
      target: { server: 'arena', settings: { cooldownMs: 2000 } },
      transport: 'socket-io',
      wire: { 'event-ack': { event: 'vote', payload: { user: '${user}', resource: '${resource}' } } },
      users: 4,
      resources: 4,
      strategy: 'dedicated',
      pacing: { fixed: { every: '10ms', spread: false } },
      steps: 1,
      model: { cooldown: { per: 'resource', every: '2s' } },
      ...more,
    },
    ownOptions,
  );

const outcomesOf = (history: History): readonly string[] =>
  Array.from({ length: history.length }, (_, row) => history.actionAt(row).outcome);

describe('several plays in one world', () => {
  it('have one clock and one server, which remembers what was before', async () => {
    const scenario = once();
    const plan = planFor(scenario, sha256);
    const world = startWorld(worldOf(scenario));
    const one = await playIn(world, scenario, plan, quiet);
    const two = await playIn(world, scenario, plan, quiet);
    const betweenUs = world.time.nowUs();
    await restIn(world, 2_000_000);
    expect(world.time.nowUs()).toBe(betweenUs + 2_000_000);
    const three = await playIn(world, scenario, plan, quiet);
    expect([one, two, three].map(({ history }) => new Set(outcomesOf(history)))).toEqual([
      new Set(['accepted']),
      new Set(['rejected']),
      new Set(['accepted']),
    ]);
    expect(Math.min(...two.history.sentAtUs)).toBeGreaterThan(Math.max(...one.history.settledAtUs));
    expect(Math.min(...three.history.sentAtUs)).toBeGreaterThan(betweenUs + 2_000_000);
    expect([one, two, three].map(({ execution }) => execution.gate.connected)).toEqual([4, 4, 4]);
  });

  it('are the same twice; the first is what it is alone', async () => {
    const scenario = once({ simulation: { network: { clientStalls: [{ at: '100ms', for: '50ms' }] } } });
    const plan = planFor(scenario, sha256);
    const twice = async () => {
      const world = startWorld(worldOf(scenario));
      return [await playIn(world, scenario, plan, quiet), await playIn(world, scenario, plan, quiet)];
    };
    const [before, after] = [await twice(), await twice()];
    for (const play of [0, 1])
      expect(after[play]?.history.settledAtUs).toEqual(before[play]?.history.settledAtUs);
    const alone = await simulated(scenario, plan, worldOf(scenario), quiet);
    expect(alone.history.settledAtUs).toEqual(before[0]?.history.settledAtUs);
    expect(alone.history.events).toEqual(before[0]?.history.events);
  });

  it('use connections of their own, and each says only what went wrong in it', async () => {
    const seen: BehaviourAction[] = [];
    const scenario = once({
      target: undefined,
      behaviour: () => ({
        handle: (action) => {
          seen.push(action);
          if (seen.length === 3) throw new Error('the third');
          return { ok: true };
        },
      }),
    });
    const plan = planFor(scenario, sha256);
    const world = startWorld(worldOf(scenario));
    const notes = [
      (await playIn(world, scenario, plan, quiet)).notes,
      (await playIn(world, scenario, plan, quiet)).notes,
    ];
    expect(notes).toEqual([["the server's handler threw once; the first time Error: the third"], []]);
    expect(new Set(seen.map(({ connection }) => connection)).size).toBe(8);
    expect(seen.map(({ user, resource }) => user.slice(1) === resource.slice(1))).not.toContain(false);
  });
});
