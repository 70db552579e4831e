import { Problem, type Place } from '../problem.js';
import type { ReadRows } from './checked-rows.js';
import { rowsOfMaps } from './maps.js';

/** What a function of the scenario makes of each index, from 0. @throws Problem where it throws. */
// oxlint-disable-next-line typescript/no-unsafe-function-type -- checked below, whatever it gives.
export function madeRows(from: Function, count: number): ReadRows {
  const entries = Array.from({ length: count }, (_, index): unknown => {
    try {
      return from(index) as unknown;
    } catch (error) {
      throw new Problem(`threw ${error instanceof Error ? error.name : 'something'}`, placeOf(index));
    }
  });
  return rowsOfMaps(entries, { head: { file: 'users.from' }, placeOf });
}

function placeOf(row: number): Place {
  return { file: `users.from(${row})` };
}
