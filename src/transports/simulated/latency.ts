import type { RandomStream } from './virtual-ports.js';

/** How long a message takes one way, in integer microseconds. */
export type Latency =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly fromUs: number; readonly toUs: number }
  /** Mostly short with a long tail: `floorUs` plus an exponential of mean `meanUs`, cut off near six means. */
  | { readonly kind: 'exponential'; readonly floorUs: number; readonly meanUs: number };

/**
 * The exponential distribution at 65 evenly spread quantiles, in thousandths of its mean. A table,
 * because `Math.log` differs in the last digit between engines, and a simulation must not.
 */
const exponentialPermille = [
  0, 16, 32, 48, 65, 81, 98, 116, 134, 152, 170, 189, 208, 227, 247, 267, 288, 309, 330, 352, 375, 398, 421,
  445, 470, 495, 521, 548, 575, 604, 633, 662, 693, 725, 758, 792, 827, 863, 901, 940, 981, 1023, 1068, 1114,
  1163, 1214, 1269, 1326, 1386, 1451, 1520, 1594, 1674, 1761, 1856, 1962, 2079, 2213, 2367, 2549, 2773, 3060,
  3466, 4159, 6159,
] as const;

/** Draws one latency; uses only arithmetic that is the same on every machine. */
export function latencyUs(latency: Latency, random: RandomStream): number {
  switch (latency.kind) {
    case 'constant':
      return latency.us;
    case 'uniform':
      return latency.fromUs + random.below(latency.toUs - latency.fromUs + 1);
    case 'exponential':
      return latency.floorUs + Math.floor((latency.meanUs * exponential(random)) / 1000);
  }
}

/** The longest that can be drawn. */
export function latencyUsMax(latency: Latency): number {
  switch (latency.kind) {
    case 'constant':
      return latency.us;
    case 'uniform':
      return latency.toUs;
    case 'exponential':
      return latency.floorUs + Math.ceil((latency.meanUs * (exponentialPermille.at(-1) ?? 0)) / 1000);
  }
}

function exponential(random: RandomStream): number {
  const place = random.unit() * (exponentialPermille.length - 1);
  const index = Math.floor(place);
  const low = exponentialPermille[index] ?? 0;
  const high = exponentialPermille[index + 1] ?? low;
  return low + (high - low) * (place - index);
}
