/**
 * The order of rows by send (intended time where nothing was sent), equal times by id: numbers
 * before texts, texts by code unit. `null` when the rows already stand in it, which is the usual case.
 */
export function sendOrder(
  ids: readonly (string | number)[],
  sentAtUs: Float64Array,
  intendedAtUs: Float64Array,
): Uint32Array | null {
  const atUs = (row: number): number => (Number.isNaN(sentAtUs[row]) ? intendedAtUs[row] : sentAtUs[row]);
  const compare = (a: number, b: number): number => atUs(a) - atUs(b) || compareIds(ids[a], ids[b]);
  let row = 1;
  while (row < ids.length && compare(row - 1, row) <= 0) row++;
  if (row >= ids.length) return null;
  return Uint32Array.from(ids, (_, index) => index).sort(compare);
}

function compareIds(a: string | number, b: string | number): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  if (typeof b === 'number') return 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
