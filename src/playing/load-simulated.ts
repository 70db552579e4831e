import type { LoadOptions } from '../scenario/load.js';
import type { Scenario } from '../scenario/scenario.js';
import { marginUsOf, roundTripUsOf } from './margin.js';
import { simulatedScenario } from './simulated-world.js';

/** What `${run}` is in a simulation: nobody else is there, and the same simulation gives the same names. */
export const simulatedRun = 'simulated';

/** Loads one scenario, under these options. */
export type Load = (options: LoadOptions) => Promise<Scenario>;

/** The scenario as a simulation plays it; a target or a bug that is asked for takes the place of a behaviour in code. */
export async function loadedForSimulation(load: Load, options: LoadOptions): Promise<Scenario> {
  const loaded = await loadPinned(load, { ...options, run: simulatedRun });
  const isAsked = options.target !== undefined || options.bug !== undefined;
  return simulatedScenario(isAsked ? { ...loaded, behaviour: null } : loaded);
}

/** A simulated network is known, so nothing is measured: `margin: auto` is what its longest round trip needs. */
async function loadPinned(load: Load, options: LoadOptions): Promise<Scenario> {
  const loaded = await load(options);
  if (loaded.margin === 'pinned') return loaded;
  return load({ ...options, marginUs: marginUsOf(roundTripUsOf(loaded.simulation.network)) });
}
