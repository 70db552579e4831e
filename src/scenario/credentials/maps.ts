import { quoted } from '../fields/say.js';
import { isPlain } from '../fields/template.js';
import { didYouMean } from '../nearest.js';
import { Problem, type Place } from '../problem.js';
import type { ReadRows } from './checked-rows.js';

/** Where things stand of which maps are read. */
interface Places {
  readonly head: Place;
  readonly placeOf: (row: number) => Place;
}

/**
 * Users of a list of maps, all with the keys of the first.
 *
 * @throws Problem for an entry that is no map, lacks a key, has one too many, or holds more than plain values.
 */
export function rowsOfMaps(entries: readonly unknown[], { head, placeOf }: Places): ReadRows {
  const keys = isPlain(entries[0]) ? Object.keys(entries[0]) : [];
  const columns = new Map(keys.map((key) => [key, [] as string[]]));
  for (const [row, entry] of entries.entries()) {
    if (!isPlain(entry)) throw new Problem('every user must be a map with a `name`', placeOf(row));
    const strange = Object.keys(entry).find((key) => !columns.has(key));
    const lacking = keys.find((key) => !Object.hasOwn(entry, key));
    if (lacking !== undefined) throw new Problem(lacks(lacking, strange), placeOf(row));
    if (strange !== undefined) throw new Problem(tooMany(strange, keys), placeOf(row));
    for (const [key, values] of columns) values.push(textOf(key, entry[key], () => placeOf(row)));
  }
  return { columns: Object.fromEntries(columns), count: entries.length, head, placeOf };
}

function lacks(key: string, strange: string | undefined): string {
  const near = strange === undefined ? '' : didYouMean(key, [strange]).replace('did you mean', 'is it');
  return `this user has no ${quoted(key)}, and the first one does${near}`;
}

function tooMany(key: string, keys: readonly string[]): string {
  return `this user has a ${quoted(key)}, and the first one has none${didYouMean(key, keys)}`;
}

function textOf(key: string, value: unknown, place: () => Place): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Problem(`${quoted(key)} must be text, a number or a boolean`, place());
}
