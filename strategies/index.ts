import { dedicated } from './dedicated.js';
import { latinSquare } from './latin-square.js';
import { pairs } from './pairs.js';
import { random } from './random.js';
import { roundRobin } from './round-robin.js';
import { shuffle } from './shuffle.js';
import { stampede } from './stampede.js';
import { zipf } from './zipf.js';

export { dedicated } from './dedicated.js';
export { latinSquare } from './latin-square.js';
export { pairs } from './pairs.js';
export { random } from './random.js';
export { roundRobin, type RoundRobinParameters } from './round-robin.js';
export { shuffle } from './shuffle.js';
export { stampede } from './stampede.js';
export { zipf, type ZipfParameters } from './zipf.js';

/** Every strategy by the name scenarios use; each factory takes its own parameters, all optional. */
export const strategies = {
  'round-robin': roundRobin,
  stampede,
  dedicated,
  'latin-square': latinSquare,
  random,
  zipf,
  pairs,
  shuffle,
} as const;

export type StrategyName = keyof typeof strategies;
