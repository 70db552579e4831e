import { firstAtLeast } from '../sorted.js';
import type { Act, Pending } from './pending.js';

/** Which unanswered actions were decided, as far as it still matters: indices, in order. */
export type Used = readonly number[];

/** The unanswered actions, and which of them can still be decided. */
export interface Unanswered {
  readonly acts: readonly Act[];
  /** Those that can be decided between two instants. */
  usable(used: Used, fromUs: number, untilUs: number): readonly number[];
  with(used: Used, bit: number, atUs: number): Used;
  /** Forgets those whose window is over by then. */
  still(used: Used, atUs: number): Used;
}

/**
 * Open actions that are alike are decided in order of their start: whatever a later one could have done,
 * the earlier one could have done in its place.
 */
export function unansweredOf({ bounded, open }: Pending): Unanswered {
  const acts = [...bounded, ...open];
  const starts = Float64Array.from(bounded, ({ startUs }) => startUs);
  let longestUs = 0;
  for (const { startUs, endUs } of bounded) longestUs = Math.max(longestUs, endUs - startUs);
  const alike = new Map<string, number[]>();
  open.forEach(({ attempt }, index) => {
    const text = JSON.stringify(attempt);
    const kind = alike.get(text);
    if (kind === undefined) alike.set(text, [bounded.length + index]);
    else kind.push(bounded.length + index);
  });
  const kinds = [...alike.values()];
  const still = (used: Used, atUs: number): Used =>
    used.every((bit) => acts[bit].endUs >= atUs) ? used : used.filter((bit) => acts[bit].endUs >= atUs);
  return {
    acts,
    still,
    with: (used, bit, atUs) => [...still(used, atUs), bit].sort((a, b) => a - b),
    usable(used, fromUs, untilUs) {
      const bits: number[] = [];
      const first = fromUs === -Infinity ? 0 : firstAtLeast(starts, starts.length, fromUs - longestUs);
      for (let bit = first; bit < bounded.length && starts[bit] <= untilUs; bit++)
        if (bounded[bit].endUs >= fromUs && !used.includes(bit)) bits.push(bit);
      for (const kind of kinds) {
        const bit = kind.find((one) => !used.includes(one));
        if (bit !== undefined && acts[bit].startUs <= untilUs) bits.push(bit);
      }
      return bits;
    },
  };
}
