import { dedicated } from './dedicated.js';
import { roundRobin } from './round-robin.js';
import { stampede } from './stampede.js';

export { dedicated } from './dedicated.js';
export { roundRobin, type RoundRobinParameters } from './round-robin.js';
export { stampede } from './stampede.js';

/** Every strategy by the name scenarios use; each factory takes its own parameters, all optional. */
export const strategies = {
  'round-robin': roundRobin,
  stampede,
  dedicated,
} as const;

export type StrategyName = keyof typeof strategies;
