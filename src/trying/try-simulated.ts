import type { Behaviour, Bug } from '../behaviours/behaviour.js';
import type { Plan } from '../plan/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { behaviourOf } from '../servers/catalog.js';
import { simulated } from '../playing/simulate.js';
import { simulatedScenario, worldOf } from '../playing/simulated-world.js';
import { judgedSoon } from '../teeth/judged-soon.js';
import { shadowed } from '../teeth/shadow.js';
import type { Heard } from '../teeth/trial.js';

/** One play of a plan against one server, correct or not. */
export interface Try {
  /** As it is staged: its target is the reference server. */
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly behaviour: Behaviour;
  readonly nodes: number;
  readonly stop: AbortSignal;
}

/** Why a mutant cannot be played in virtual time; `null`: it can. */
export function simulatedRefusal({ needs }: Bug, { simulation }: Scenario): string | null {
  if (simulation.server.state !== 'perProcess') return null;
  if (needs === 'nodes')
    return 'each process has a memory of its own (state: perProcess), so that two of them are never right together';
  return needs === 'restart'
    ? 'what it loses may be lost here (state: perProcess), so it is not wrong'
    : null;
}

/** Plays it in virtual time, a mutant with its correct server in the shadow. */
export async function trySimulated({ scenario: real, plan, behaviour, nodes, stop }: Try): Promise<Heard> {
  const scenario = simulatedScenario(real);
  const world = worldOf(scenario);
  const { state, storeLatency } = scenario.simulation.server;
  const { bug } = behaviour;
  const isWatched = bug !== undefined && storeLatency === undefined;
  const shadow = isWatched ? shadowed(behaviour, behaviourOf(bug.of, null), state === 'durable') : null;
  const { history } = await simulated(
    scenario,
    plan,
    { ...world, behaviour: shadow?.behaviour ?? behaviour, server: { ...world.server, nodes } },
    { stop, watch: () => {} },
  );
  return {
    seed: scenario.seed,
    nodes,
    history,
    ...judgedSoon(scenario.model, history, scenario.assumptions),
    // A store at a distance decides at instants of its own, so that nobody can be beside it.
    strayed: bug === undefined ? 0 : (shadow?.strayed() ?? null),
  };
}
