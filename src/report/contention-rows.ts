import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { orderByName } from '../oracle/by-name.js';
import { partitionOf, type Partition } from '../oracle/contention/partition.js';
import { keyText } from '../oracle/hearing.js';
import { judgements, type Verdict, type Violation } from '../oracle/verdict.js';

/** What is known when rows are chosen. */
interface Choice {
  /** The fields of a key. */
  readonly per: readonly KeyField[];
  readonly verdict: Verdict;
  /** The violations that are shown. */
  readonly shown: readonly Violation[];
  readonly most: number;
}

export interface Chosen {
  /** In order of sending. */
  readonly rows: Int32Array;
  /** The key of every row of the history, and a row of every key. */
  readonly keyOf: Int32Array;
  readonly firstOf: Int32Array;
  /** How many actions were sent. */
  readonly sent: number;
  /** How many keys on which something was sent have no row here. */
  readonly keysLeftOut: number;
}

/** Which rows of a history are drawn: all that were sent, or of the keys that say most. Linear in rows, but for names. */
export function chosenRows(history: History, choice: Choice): Chosen {
  const partition = partitionOf(history, choice.per);
  const { keys, rows, from } = partition;
  const keyOf = new Int32Array(history.length);
  const sentOn = new Int32Array(keys);
  for (let key = 0; key < keys; key++)
    for (let index = from[key]; index < from[key + 1]; index++) {
      keyOf[rows[index]] = key;
      if (isSent(history, rows[index])) sentOn[key]++;
    }
  const firstOf = Int32Array.from({ length: keys }, (_, key) => rows[from[key]]);
  const sent = sentOn.reduce((sum, count) => sum + count, 0);
  const room = roomOf(history, { ...choice, partition, keyOf, sentOn, firstOf, sent });
  return {
    rows: inOrder(history, rowsWithin(history, { ...choice, partition, sentOn, room })),
    keyOf,
    firstOf,
    sent,
    keysLeftOut: sentOn.filter((count, key) => count > 0 && room[key] === 0).length,
  };
}

interface Keys extends Choice {
  readonly partition: Partition;
  readonly sentOn: Int32Array;
}

interface KeysAndNames extends Keys {
  readonly keyOf: Int32Array;
  readonly firstOf: Int32Array;
  readonly sent: number;
}

/** How many rows of each key there is room for. */
function roomOf(history: History, keys: KeysAndNames): Int32Array {
  const { most, sent, sentOn, shown, keyOf } = keys;
  if (sent <= most) return sentOn;
  const room = new Int32Array(sentOn.length);
  const violated = [...new Set(shown.flatMap(({ rows }) => rows.map((row) => keyOf[row])))];
  let left = most;
  // The smallest first: what it leaves of its share is for the others.
  const bySize = violated.sort((a, b) => sentOn[a] - sentOn[b] || a - b);
  bySize.forEach((key, index) => {
    room[key] = Math.min(sentOn[key], Math.floor(left / (bySize.length - index)));
    left -= room[key];
  });
  const others = othersInOrder(history, keys);
  for (const key of others) {
    if (room[key] > 0 || sentOn[key] > left) continue;
    room[key] = sentOn[key];
    left -= sentOn[key];
  }
  const first = others.find((key) => sentOn[key] > 0);
  if (left === most && first !== undefined) room[first] = most;
  return room;
}

const wrong = new Set(
  (['false-accept', 'false-reject', 'wrong-reason', 'near-edge'] as const).map((kind) =>
    judgements.indexOf(kind),
  ),
);

/** Keys with wrong answers, then the others; by name. */
function othersInOrder(history: History, { per, verdict, keyOf, firstOf }: KeysAndNames): readonly number[] {
  const isWrong = new Uint8Array(firstOf.length);
  for (let row = 0; row < history.length; row++)
    if (wrong.has(verdict.perAction[row])) isWrong[keyOf[row]] = 1;
  const names = [...orderByName(Array.from(firstOf, (row) => keyText(history, per, row)))];
  return [...names.filter((key) => isWrong[key] === 1), ...names.filter((key) => isWrong[key] === 0)];
}

/** The rows that there is room for, in order of the history. */
function rowsWithin(history: History, keys: Keys & { readonly room: Int32Array }): Int32Array {
  const { partition, sentOn, room } = keys;
  const isDrawn = new Uint8Array(history.length);
  for (let key = 0; key < partition.keys; key++) {
    if (room[key] === 0) continue;
    const own = partition.rows.subarray(partition.from[key], partition.from[key + 1]);
    const sent = own.filter((row) => isSent(history, row));
    const drawn = room[key] === sentOn[key] ? sent : partOf(inOrder(history, sent), room[key], keys);
    for (let index = 0; index < drawn.length; index++) isDrawn[drawn[index]] = 1;
  }
  const rows = new Int32Array(isDrawn.reduce((sum, one) => sum + one, 0));
  let count = 0;
  for (let row = 0; row < isDrawn.length; row++) if (isDrawn[row] === 1) rows[count++] = row;
  return rows;
}

/** Of a key that is too large: the rows of its violations, what is around them, and its beginning. */
function partOf(rows: Int32Array, most: number, { shown, verdict }: Keys): Int32Array {
  const proofs = new Set(shown.flatMap((violation) => violation.rows));
  const places = placesIn(rows, (row) => proofs.has(row), most);
  const marked = places.length > 0 ? places : placesIn(rows, (row) => wrong.has(verdict.perAction[row]), 100);
  const taken = new Set(marked);
  const around = marked.length === 0 ? 0 : Math.floor((most - taken.size) / 4 / marked.length);
  for (const place of marked)
    for (let near = Math.max(0, place - around); near <= Math.min(rows.length - 1, place + around); near++)
      taken.add(near);
  for (let place = 0; taken.size < most; place++) taken.add(place);
  return Int32Array.from(taken, (place) => rows[place]);
}

function placesIn(rows: Int32Array, isMarked: (row: number) => boolean, most: number): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < rows.length && places.length < most; place++)
    if (isMarked(rows[place])) places.push(place);
  return places;
}

/** By the time of sending; those of one instant in order of the history. Mostly they stand so already. */
function inOrder({ sentAtUs }: History, rows: Int32Array): Int32Array {
  for (let index = 1; index < rows.length; index++)
    if (sentAtUs[rows[index - 1]] > sentAtUs[rows[index]])
      return rows.sort((a, b) => sentAtUs[a] - sentAtUs[b] || a - b);
  return rows;
}

const isSent = ({ sentAtUs }: History, row: number): boolean => !Number.isNaN(sentAtUs[row]);
