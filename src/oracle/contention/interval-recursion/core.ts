import { contradicts, latestSettled, rowsMeeting, type KeyRows } from './key-rows.js';
import type { Budget } from '../budget.js';
import { leastWidening } from '../widening.js';
import { seen } from '../windows.js';

const bare = { rejects: 'unknown', widenUs: 0 } as const;

/** A contradiction that needs more answers than that is not looked for. */
const rowsMost = 16_384;

/**
 * Leaves out answers that are not needed for a contradiction: an answer is left out by making its
 * action unknown, which can only help the server, never by deleting it, which could take away the
 * explanation of another. Halves first, then one by one; what remains is irreducible. The first
 * rows are tried first.
 */
export function irreducible(key: KeyRows, rows: readonly number[], budget: Budget): readonly number[] {
  let core = rows;
  for (let size = Math.ceil(core.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < core.length && core.length > 1;) {
      const rest = [...core.slice(0, from), ...core.slice(from + size)];
      if (rest.length > 0 && contradicts(key, rest, bare, budget)) core = rest;
      else from += size;
    }
  }
  return core;
}

/**
 * The rows that prove a reject wrong: itself, and the other rejects that would have caused it had
 * they been accepted.
 */
export function coreOfReject(key: KeyRows, reject: number, budget: Budget): readonly number[] {
  const { windows, rules } = key;
  const fromUs = windows.startUs[reject] - rules.gaps.refuseUs + 1;
  const others = rowsMeeting(key, fromUs, windows.endUs[reject]).filter(
    (row) => row !== reject && windows.seen[row] === seen.reject,
  );
  return withLast(irreducible(key, [...bySettling(key, others).reverse(), reject], budget), reject);
}

/**
 * A smallest set of answers without an explanation, found among those that settled until `untilUs`:
 * as many of the latest as it takes, then fewer. Of several it is the one that was complete first.
 * `null` when none was found.
 */
export function coreUntil(key: KeyRows, untilUs: number, budget: Budget): readonly number[] | null {
  for (let count = 8; ; count *= 2) {
    const rows = latestSettled(key, untilUs, count);
    if (contradicts(key, rows, bare, budget)) return bySettling(key, irreducible(key, rows, budget));
    if (rows.length < count || count >= rowsMost || budget.left <= 0) return null;
  }
}

/** No run is so long that a wider window would say anything else. */
const widenMostUs = 2 ** 40;

/** By how much all windows must widen until a set of answers has an explanation again. */
export function marginOf(key: KeyRows, rows: readonly number[], budget: Budget): number {
  return leastWidening(widenMostUs, (widenUs) =>
    contradicts(key, rows, { rejects: 'refused', widenUs }, budget),
  );
}

function withLast(rows: readonly number[], last: number): readonly number[] {
  return [...rows.filter((row) => row !== last).sort((a, b) => a - b), last];
}

function bySettling({ windows }: KeyRows, rows: Iterable<number>): number[] {
  return [...rows].sort((a, b) => windows.endUs[a] - windows.endUs[b] || a - b);
}
