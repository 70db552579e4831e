/**
 * Difference-bound matrices of one size in one flat array: zones of instants and of what follows from
 * them. A zone begins at an offset `at`; `cells[at + i * size + j]` is the greatest `x_i - x_j`, where
 * `x_0` is 0. Whole microseconds in doubles, so every bound is exact. All zones are kept closed (every
 * bound as tight as the others make it), so no operation has to close them again.
 * Source: Bengtsson and Yi, Timed Automata: Semantics, Algorithms and Tools (2004).
 */
export interface Zones {
  readonly size: number;
  cells: Float64Array;
  /** Offsets that nobody uses. */
  readonly free: number[];
  /** Where no zone has been yet. */
  end: number;
}

/** No zones yet, of so many variables; the first of them is the constant 0. */
export function zonesOf(size: number): Zones {
  return { size, cells: new Float64Array(size * size * 8), free: [], end: 0 };
}

/** Gives all room back. */
export function clearZones(zones: Zones): void {
  zones.free.length = 0;
  zones.end = 0;
}

/** Room for a zone, its bounds arbitrary. */
function takeZone(zones: Zones): number {
  const free = zones.free.pop();
  if (free !== undefined) return free;
  const at = zones.end;
  zones.end += zones.size * zones.size;
  if (zones.end > zones.cells.length) {
    const cells = new Float64Array(Math.max(zones.end, zones.cells.length * 2));
    cells.set(zones.cells);
    zones.cells = cells;
  }
  return at;
}

/** Gives the room back. */
export function dropZone(zones: Zones, at: number): void {
  zones.free.push(at);
}

/** The same zone once more. */
export function copyZone(zones: Zones, from: number): number {
  const at = takeZone(zones);
  const { cells, size } = zones;
  for (let cell = 0; cell < size * size; cell++) cells[at + cell] = cells[from + cell];
  return at;
}

/** The one point where every variable but the first is `valueUs`. */
export function pointZone(zones: Zones, valueUs: number): number {
  const at = takeZone(zones);
  const { cells, size } = zones;
  cells.fill(0, at, at + size * size);
  for (let other = 1; other < size; other++) {
    cells[at + other * size] = valueUs;
    cells[at + other] = -valueUs;
  }
  return at;
}

/** Adds `x_one - x_other <= bound`. False, and the zone of no use, when nothing is left. */
export function tighten(zones: Zones, at: number, one: number, other: number, bound: number): boolean {
  const { cells, size } = zones;
  if (bound >= cells[at + one * size + other]) return true;
  if (cells[at + other * size + one] + bound < 0) return false;
  const fromOther = at + other * size;
  for (let row = at; row < at + size * size; row += size) {
    const through = cells[row + one] + bound;
    for (let column = 0; column < size; column++) {
      const sum = through + cells[fromOther + column];
      if (sum < cells[row + column]) cells[row + column] = sum;
    }
  }
  return true;
}

/** `x_one` becomes any value that is no less than it was. */
export function raise(zones: Zones, at: number, one: number): void {
  const { cells, size } = zones;
  const row = at + one * size;
  for (let column = 0; column < size; column++) if (column !== one) cells[row + column] = Infinity;
}

/** `x_one` becomes `x_other` (maybe itself) plus anything in `[leastUs, mostUs]`. */
export function assign(
  zones: Zones,
  at: number,
  one: number,
  other: number,
  leastUs: number,
  mostUs: number,
): void {
  const { cells, size } = zones;
  const row = at + one * size;
  const from = at + other * size;
  for (let index = 0; index < size; index++) {
    if (index === one) continue;
    cells[row + index] = cells[from + index] + mostUs;
    cells[at + index * size + one] = cells[at + index * size + other] - leastUs;
  }
  cells[row + one] = 0;
}

/** The least value of a variable. */
export const leastOf = (zones: Zones, at: number, one: number): number => -zones.cells[at + one];

/** The greatest value of a variable. */
export const mostOf = (zones: Zones, at: number, one: number): number => zones.cells[at + one * zones.size];

/** Whether a zone lies in another one, where only the bounds at these places count. */
export function isWithin(zones: Zones, inner: number, outer: number, places: Int32Array): boolean {
  const { cells } = zones;
  for (let index = 0; index < places.length; index++)
    if (cells[inner + places[index]] > cells[outer + places[index]]) return false;
  return true;
}
