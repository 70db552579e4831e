import type { Budget } from '../budget.js';
import { clustersOf, type Clusters } from './clusters.js';
import type { Lengths } from './lengths.js';
import type { Pending } from './pending.js';

/** Instants that can matter, in order. */
export interface Instants {
  readonly atUs: Float64Array;
  /** Whether these are all; if not, a search that tries only them proves no history wrong. */
  readonly areAll: boolean;
}

/** So many visits cost as much as a step of a search. */
const visitsAStep = 8;

/** Of a chain of instants only the last few visits are remembered. */
const visitsMost = 12;
/** How many ways to one instant are kept. */
const waysMost = 8;

/**
 * The instants that have to be tried. Fix an explanation and take the outcome of each comparison in
 * `decide`, and the order, as given: what is left are constraints `t_i - t_j >= c` and `t_i - t_j <= c - 1`
 * (or `>= c + 1` and `<= c`, for a model that compares with `>`) besides the windows. Their least solution
 * is an explanation too, and in it every instant is the start of some window plus such lengths along a
 * chain of actions, none twice, each decided inside its own window: exactly what is collected here.
 */
export function instantsOf(
  pending: Pending,
  pastFromUs: number,
  pastInstants: number,
  lengths: Lengths,
  most: number,
  budget: Budget,
): Instants {
  const ways = waysTo(clustersOf(pending, pastFromUs, pastInstants), most);
  const granted = Math.min(50 * most, visitsAStep * Math.max(0, budget.left));
  let visitsLeft = granted;
  for (const startUs of ways.startsUs) ways.visit(startUs, []);
  for (let next = 0; next < ways.open.length && visitsLeft >= 0; next++) {
    const { atUs, visits } = ways.open[next];
    for (const reachedUs of lengths.from(atUs)) {
      visitsLeft--;
      ways.visit(reachedUs, visits);
    }
  }
  budget.left -= Math.ceil((granted - visitsLeft) / visitsAStep);
  return {
    atUs: Float64Array.from(ways.instants()).sort(),
    areAll: lengths.areAll && visitsLeft >= 0 && !ways.isFull(),
  };
}

/** Instants that were reached, and on which ways: at most so many of them. */
function waysTo(clusters: Clusters, most: number) {
  const ways = new Map<number, (readonly number[])[]>();
  const open: { atUs: number; visits: readonly number[] }[] = [];
  let full = false;
  return {
    startsUs: clusters.startsUs,
    /** Every way that is still to be gone on from. */
    open,
    instants: () => ways.keys(),
    isFull: () => full,
    visit(atUs: number, before: readonly number[]): void {
      const visits = visiting(clusters, atUs, before);
      if (visits === null) return;
      const known = ways.get(atUs);
      if (known === undefined && ways.size >= most) {
        full = true;
        return;
      }
      if (known?.some((way) => isWithin(way, visits)) === true) return;
      const kept = (known?.length ?? 0) < waysMost ? visits : [];
      ways.set(atUs, [...(known ?? []), kept]);
      open.push({ atUs, visits: kept });
    },
  };
}

/** The visits with one more, `null` where nothing is left that could be decided then. */
function visiting(clusters: Clusters, atUs: number, before: readonly number[]): readonly number[] | null {
  const cluster = clusters.at(atUs);
  if (cluster === null) return null;
  const room = clusters.roomIn(cluster);
  if (room === Infinity) return before;
  const times = before.reduce((count, visited) => count + (visited === cluster ? 1 : 0), 0);
  if (times >= room) return null;
  return [...before.slice(before.length < visitsMost ? 0 : 1), cluster];
}

/** Whether one way spends no more than another. */
function isWithin(less: readonly number[], more: readonly number[]): boolean {
  if (less.length > more.length) return false;
  const left = [...more];
  return less.every((cluster) => {
    const index = left.indexOf(cluster);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}
