import { firstAtLeast } from '../sorted.js';
import type { Act, Pending } from './pending.js';

/** Stretches of time in which something could be decided, and how many things. */
export interface Clusters {
  readonly startsUs: readonly number[];
  /** Where an instant lies; `null` where nothing could be decided. */
  at(atUs: number): number | null;
  /** How many instants of one explanation can lie there at most. */
  roomIn(cluster: number): number;
}

const inTheOpen = -1;
const inThePast = -2;

/** Windows that overlap make a cluster; beside them are the past, and the time after an open action began. */
export function clustersOf(pending: Pending, pastFromUs: number, pastInstants: number): Clusters {
  const { answered, bounded, open, pastUntilUs } = pending;
  const windows = [...answered, ...bounded].sort((a, b) => a.startUs - b.startUs);
  const openFromUs = Float64Array.from(open, ({ startUs }) => startUs);
  const { from, to, size } = mergedWindows(windows);
  const openBefore = (atUs: number): number => firstAtLeast(openFromUs, openFromUs.length, atUs + 1);
  const startsUs = [...windows, ...open].map(({ startUs }) => startUs);
  return {
    startsUs: pastUntilUs === null ? startsUs : [...startsUs, pastFromUs],
    at(atUs) {
      const index = firstAtLeast(from, from.length, atUs + 1) - 1;
      if (pastUntilUs !== null && atUs <= pastUntilUs && atUs >= pastFromUs) return inThePast;
      if (index >= 0 && atUs <= to[index]) return index;
      return openBefore(atUs) > 0 ? inTheOpen : null;
    },
    roomIn(cluster) {
      if (cluster === inThePast)
        return pastInstants === Infinity ? Infinity : pastInstants + (size[0] ?? 0) + open.length;
      if (cluster === inTheOpen) return open.length;
      return size[cluster] + openBefore(to[cluster]);
    },
  };
}

function mergedWindows(windows: readonly Act[]) {
  const from: number[] = [];
  const to: number[] = [];
  const size: number[] = [];
  for (const { startUs, endUs } of windows) {
    const last = from.length - 1;
    if (last >= 0 && startUs <= to[last]) {
      to[last] = Math.max(to[last], endUs);
      size[last]++;
    } else {
      from.push(startUs);
      to.push(endUs);
      size.push(1);
    }
  }
  return { from: Float64Array.from(from), to, size };
}
