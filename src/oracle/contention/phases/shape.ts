/** Windows that follow each other by a clock, and what fits into one. */
export interface Shape {
  readonly windowUs: number;
  readonly slots: number;
}

/** The number of the window an instant is in, for a phase: one of the instants at which windows begin. */
export function cellOf(atUs: number, phaseUs: number, windowUs: number): number {
  return Number.isFinite(atUs) ? Math.floor((atUs - phaseUs) / windowUs) : atUs;
}

/** Sorted numbers, merged. */
export function sortedUnion(one: readonly number[], other: readonly number[]): readonly number[] {
  if (other.length === 0) return one;
  if (one.length === 0) return other;
  return [...one, ...other].sort((a, b) => (a === b ? 0 : a - b));
}
