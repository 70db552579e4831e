import type { Behaviour } from '../behaviours/behaviour.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import type { OwnBehaviour } from '../scenario/simulation.js';
import { behaviourOf } from '../servers/catalog.js';
import type { World } from './started-world.js';

/** The scenario as a simulation judges it: what it may assume differs from what a real run may. */
export function simulatedScenario(scenario: Scenario): Scenario {
  return { ...scenario, assumptions: scenario.simulation.assumptions };
}

/**
 * The world that a scenario describes: its own behaviour, or that of the reference server it names.
 *
 * @throws RangeError where there is neither, in words that say what to do.
 */
export function worldOf(scenario: Scenario): World {
  const { simulation, resourceNames, seed, target, behaviour } = scenario;
  const { network, server, hidden } = simulation;
  const world = {
    network,
    ...(hidden !== null && { hidden: { ...hidden, resources: resourceNames, fromUs: 0, toUs: Infinity } }),
    seed,
  };
  if (behaviour !== null) return { ...world, server, behaviour: ownServer(behaviour), isOwn: true };
  if (target.kind === 'embedded') {
    const { settings } = target;
    const behaviour = behaviourOf(target.server, target.bug);
    return { ...world, server: { ...server, settings, nodes: nodesFor(behaviour, server.nodes) }, behaviour };
  }
  throw new RangeError(
    'simulate needs a server that it can play, and the scenario has none: give it `behaviour: (ports) => ({ handle })` (in TypeScript), or add --target arena for a reference server; where the URL was typed, leave --target away',
  );
}

/** How many nodes a behaviour is played on: where its bug is one of several, at least two, whatever was asked for. */
export function nodesFor({ bug }: Behaviour, nodes: number): number {
  return bug?.needs === 'nodes' ? Math.max(2, nodes) : nodes;
}

/** A scenario's own server in the shape of the others. @throws Problem where it does not even start. */
function ownServer(start: OwnBehaviour): Behaviour {
  return {
    name: 'own',
    describe: 'the behaviour of the scenario',
    defaults: {},
    start(ports) {
      const handler = started(() => start(ports));
      // What it answers goes through the wire, which reads whatever it is told to read.
      return { handle: async (action) => (await handler.handle(action)) as never };
    },
  };
}

function started<T extends ReturnType<OwnBehaviour>>(start: () => T): T {
  let handler: T;
  try {
    handler = start();
  } catch (error) {
    throw new Problem(`the scenario's behaviour did not start: ${String(error)}`);
  }
  if (typeof handler?.handle !== 'function')
    throw new Problem("the scenario's behaviour must return { handle }, a function of an action");
  return handler;
}
