import { inWords } from '../fields/say.js';
import { isPlain } from '../fields/template.js';
import { Problem, type Place } from '../problem.js';
import { jsonSource } from '../sources/json-source.js';
import type { ReadRows } from './checked-rows.js';
import { rowsOfMaps } from './maps.js';

/** Users of a JSON file: a list of maps with the same keys, whose values are texts, numbers or booleans. */
export function jsonRows(file: string, text: string): ReadRows {
  const placeOf = placesIn(file, text);
  const head = { file };
  const data = parsed(file, text);
  if (!Array.isArray(data))
    throw new Problem(`must be a list of users, such as [{"name": "ann"}], but is ${kindOf(data)}`, head);
  return rowsOfMaps(data, { head, placeOf });
}

/** The kind alone: what stands there may be secret. */
function kindOf(data: unknown): string {
  return isPlain(data) || data === null ? inWords(data) : `a ${typeof data}`;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const { line, column } = faultPlace(file, text);
    throw new Problem('not valid JSON', {
      file,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
    });
  }
}

/** Where it stops being JSON. The words of the reader of scenarios would show what stands there. */
function faultPlace(file: string, text: string): Place {
  try {
    jsonSource(file, null, text);
  } catch (error) {
    if (error instanceof Problem && error.place !== null) return error.place;
  }
  return { file };
}

/** Finding a place means reading the file again, so it is done only where something is wrong. */
function placesIn(file: string, text: string): (row: number) => Place {
  return (row) => jsonSource(file, null, text).placeOf([row], 'value');
}
