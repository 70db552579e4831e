import { settingsOf } from '../behaviours/settings.js';
import type { Scenario } from '../scenario/scenario.js';
import { asProblem } from './as-problem.js';
import { worldOf } from './simulated-world.js';
import type { World } from './started-world.js';

/** The world of a scenario. @throws Problem where its server cannot be played as it is asked for. */
export function readyWorld(scenario: Scenario): Promise<World> {
  return asProblem(() => {
    const world = worldOf(scenario);
    settingsOf(world.behaviour, world.server?.settings ?? {});
    return world;
  });
}
