import type { Intervals } from './intervals.js';

/** Into `result[i]`: the latest end among the intervals before `i`. One longer than there are intervals. */
export function latestEndsOfAll({ endUs, length }: Intervals, result: Float64Array): void {
  result[0] = -Infinity;
  for (let index = 0; index < length; index++) result[index + 1] = Math.max(result[index], endUs[index]);
}

/** Into `result[i]`: the least end among the intervals from `i` on. One longer than there are intervals. */
export function leastEndsOfAll({ endUs, length }: Intervals, result: Float64Array): void {
  result[length] = Infinity;
  for (let index = length - 1; index >= 0; index--) result[index] = Math.min(result[index + 1], endUs[index]);
}

/** The same after one interval was taken out (`by` -1) or put in (`by` 1) at an index: only what it moves. */
export function latestEnds({ endUs, length }: Intervals, result: Float64Array, at: number, by: -1 | 1): void {
  if (by < 0) result.copyWithin(at + 1, at + 2, length + 2);
  else result.copyWithin(at + 1, at, length);
  for (let index = at; index < length; index++) {
    const latestUs = Math.max(result[index], endUs[index]);
    if (result[index + 1] === latestUs && index > at) return;
    result[index + 1] = latestUs;
  }
}

/** The same for the least ends. */
export function leastEnds({ endUs, length }: Intervals, result: Float64Array, at: number, by: -1 | 1): void {
  if (by < 0) result.copyWithin(at, at + 1, length + 2);
  else result.copyWithin(at + 1, at, length);
  for (let index = by < 0 ? at - 1 : at; index >= 0; index--) {
    const leastUs = Math.min(result[index + 1], endUs[index]);
    if (result[index] === leastUs && index < at) return;
    result[index] = leastUs;
  }
}
