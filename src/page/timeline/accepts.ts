import type { Actions } from '../../reporters/html/page-data.js';
import type { View } from './view.js';

/** Accepted actions by key, in order of sending: what shuts a key, and who was before whom. */
export interface Accepts {
  /** Those of key `k` are `rows[start[k]] .. rows[start[k + 1] - 1]`. */
  readonly start: Int32Array;
  readonly rows: Int32Array;
  /** The longest window of all of them. */
  readonly longestUs: number;
}

export function acceptsOf({ key, keys, outcome, count, sentAtUs, settledAtUs }: Actions): Accepts {
  const start = new Int32Array(keys.length + 1);
  const isAccept = (row: number): boolean => outcome[row] === 0 && key[row] >= 0;
  let longestUs = 0;
  for (let row = 0; row < count; row++) {
    if (!isAccept(row)) continue;
    start[key[row] + 1]++;
    if (settledAtUs[row] < Infinity) longestUs = Math.max(longestUs, settledAtUs[row] - sentAtUs[row]);
  }
  for (let code = 0; code < keys.length; code++) start[code + 1] += start[code];
  const rows = new Int32Array(start[keys.length]);
  const next = start.slice();
  for (let row = 0; row < count; row++) if (isAccept(row)) rows[next[key[row]]++] = row;
  return { start, rows, longestUs };
}

/** The first accept of the key, as a place in `rows`, that was sent at this time or later. */
function acceptFrom({ start, rows }: Accepts, { sentAtUs }: Actions, key: number, us: number): number {
  let [low, high] = [start[key], start[key + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentAtUs[rows[middle]] < us) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last accept on the key of an action that was sent before it, in order of rows; -1: there is none. */
export function acceptBefore(accepts: Accepts, actions: Actions, row: number): number {
  const key = actions.key[row];
  if (key < 0) return -1;
  let at = acceptFrom(accepts, actions, key, actions.sentAtUs[row] + 1) - 1;
  while (at >= accepts.start[key] && accepts.rows[at] >= row) at--;
  return at < accepts.start[key] ? -1 : accepts.rows[at];
}

/** While a key is shut by an accept: perhaps at first, then surely, then perhaps. Surely never, where the window is long. */
export interface Shadow {
  readonly fromUs: number;
  readonly sureFromUs: number;
  readonly sureToUs: number;
  readonly toUs: number;
}

export function shadowOf({ sentAtUs, settledAtUs }: Actions, row: number, shadowUs: number): Shadow {
  const settled = settledAtUs[row];
  const sureToUs = sentAtUs[row] + shadowUs;
  return {
    fromUs: sentAtUs[row],
    sureFromUs: Math.min(settled, sureToUs),
    sureToUs,
    toUs: settled + shadowUs,
  };
}

/** The shadows on a key that reach into the view, in order of their beginning. */
export function* shadowsIn(
  accepts: Accepts,
  actions: Actions,
  { key, shadowUs }: { readonly key: number; readonly shadowUs: number },
  { fromUs, toUs }: View,
): Iterable<Shadow> {
  const end = accepts.start[key + 1];
  for (
    let at = acceptFrom(accepts, actions, key, fromUs - shadowUs - accepts.longestUs);
    at < end && actions.sentAtUs[accepts.rows[at]] <= toUs;
    at++
  ) {
    const shadow = shadowOf(actions, accepts.rows[at], shadowUs);
    if (shadow.toUs >= fromUs) yield shadow;
  }
}
