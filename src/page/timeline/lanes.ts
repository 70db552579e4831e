import type { Actions } from '../../reporters/html/page-data.js';
import { firstWrong, looks } from './looks.js';
import { packInto } from './packing.js';

/** What a lane is: one of these each. */
export const groupings = ['resource', 'key', 'user'] as const;
export type Grouping = (typeof groupings)[number];
export const orders = ['wrong first', 'by name'] as const;
export type LaneOrder = (typeof orders)[number];

/** Actions by lane and, inside it, by the time of sending. */
export interface Lanes {
  readonly count: number;
  /** Rows of lane `i` are `rows[start[i]] .. rows[start[i + 1] - 1]`. */
  readonly start: Int32Array;
  readonly rows: Int32Array;
  /** Beside `rows`: the line inside the lane. */
  readonly line: Uint32Array;
  readonly depth: Int32Array;
  /** The longest window of a lane that has an end. */
  readonly longestUs: Float64Array;
  /** Wrong answers of each lane. */
  readonly wrong: Int32Array;
  /** The one key of all actions of a lane; -1: there are several. */
  readonly keyOf: Int32Array;
  /** Index of its name; -1: none. */
  readonly codeOf: Int32Array;
  /** The lane of a row that is shown; -1. */
  readonly laneOfRow: Int32Array;
}

export interface LaneChoice {
  readonly by: Grouping;
  readonly order: LaneOrder;
  /** 1 for each row that is shown. */
  readonly shown: Uint8Array;
}

/** The names of what lanes are. */
export function namesOf(actions: Actions, by: Grouping): readonly string[] {
  return { resource: actions.resources, key: actions.keys, user: actions.users }[by];
}

/** Lanes of what is shown; those without anything to show are left out. */
export function lanesOf(actions: Actions, look: Uint8Array, { by, order, shown }: LaneChoice): Lanes {
  const codes = actions[by];
  const names = namesOf(actions, by);
  const size = names.length + 1;
  const total = new Int32Array(size);
  const wrongOf = new Int32Array(size);
  for (let row = 0; row < actions.count; row++) {
    if (shown[row] === 0) continue;
    total[codes[row] + 1]++;
    if (look[row] >= firstWrong) wrongOf[codes[row] + 1]++;
  }
  const slots = [...total.keys()].filter((slot) => total[slot] > 0);
  const nameOrder = rankOf(names);
  slots.sort((a, b) => (order === 'by name' ? 0 : wrongOf[b] - wrongOf[a]) || nameOrder[a] - nameOrder[b]);
  const start = new Int32Array(slots.length + 1);
  const laneOfSlot = new Int32Array(size).fill(-1);
  for (const [lane, slot] of slots.entries()) {
    laneOfSlot[slot] = lane;
    start[lane + 1] = start[lane] + total[slot];
  }
  const { rows, laneOfRow } = filled(start, codes, laneOfSlot, shown);
  return {
    count: slots.length,
    start,
    rows,
    laneOfRow,
    ...measured(actions, start, rows),
    wrong: Int32Array.from(slots, (slot) => wrongOf[slot]),
    codeOf: Int32Array.from(slots, (slot) => slot - 1),
  };
}

/** A counting sort: rows stay in order of sending inside each lane. */
function filled(start: Int32Array, codes: Int32Array, laneOfSlot: Int32Array, shown: Uint8Array) {
  const rows = new Int32Array(start.at(-1) ?? 0);
  const laneOfRow = new Int32Array(codes.length).fill(-1);
  const next = start.slice();
  for (let row = 0; row < codes.length; row++) {
    if (shown[row] === 0) continue;
    const lane = laneOfSlot[codes[row] + 1];
    laneOfRow[row] = lane;
    rows[next[lane]++] = row;
  }
  return { rows, laneOfRow };
}

function measured({ sentAtUs, settledAtUs, key }: Actions, start: Int32Array, rows: Int32Array) {
  const count = start.length - 1;
  const line = new Uint32Array(rows.length);
  const depth = new Int32Array(count);
  const longestUs = new Float64Array(count);
  const keyOf = new Int32Array(count);
  const spans = {
    startOf: (row: number) => sentAtUs[row],
    // What has no end is drawn as a stub, and would otherwise keep its line to the end of the run.
    endOf: (row: number) => (settledAtUs[row] === Infinity ? sentAtUs[row] : settledAtUs[row]),
  };
  for (let lane = 0; lane < count; lane++) {
    depth[lane] = packInto(rows, [start[lane], start[lane + 1]], spans, line);
    keyOf[lane] = key[rows[start[lane]]];
    for (let at = start[lane]; at < start[lane + 1]; at++) {
      const row = rows[at];
      longestUs[lane] = Math.max(longestUs[lane], spans.endOf(row) - sentAtUs[row]);
      if (key[row] !== keyOf[lane]) keyOf[lane] = -1;
    }
  }
  return { line, depth, longestUs, keyOf };
}

/** The place of each name in order, numbers in it as numbers: r2 before r10. The first place is of what has no name. */
function rankOf(names: readonly string[]): Int32Array {
  const collator = new Intl.Collator('en', { numeric: true });
  const order = names.map((name, code) => ({ name, code }));
  order.sort((a, b) => collator.compare(a.name, b.name) || a.code - b.code);
  const rank = new Int32Array(names.length + 1);
  for (const [at, { code }] of order.entries()) rank[code + 1] = at;
  rank[0] = names.length;
  return rank;
}

/** How often each look is among the rows that count. */
export function lookCounts(look: Uint8Array, counts: (row: number) => boolean): number[] {
  const found = looks.map(() => 0);
  for (let row = 0; row < look.length; row++) if (counts(row)) found[look[row]]++;
  return found;
}

/** The first place in `rows[begin..end)` whose action was sent at this time or later. */
export function placeOf(
  { rows }: Lanes,
  { sentAtUs }: Actions,
  [begin, end]: readonly [number, number],
  us: number,
): number {
  let [low, high] = [begin, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentAtUs[rows[middle]] < us) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Places of a lane between which everything lies that can be seen from `fromUs` to `toUs`. */
export function placesIn(
  lanes: Lanes,
  actions: Actions,
  lane: number,
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
): readonly [number, number] {
  const range = [lanes.start[lane], lanes.start[lane + 1]] as const;
  const first = placeOf(lanes, actions, range, fromUs - lanes.longestUs[lane]);
  // Times are whole microseconds.
  return [first, placeOf(lanes, actions, [first, range[1]], Math.floor(toUs) + 1)];
}
