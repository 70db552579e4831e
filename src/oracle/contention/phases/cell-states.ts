/** What matters of the windows so far. */
export interface CellState {
  /** The last window known to have been full: it explains every reject that began by its end. */
  readonly full: number;
  /** The deadlines of accepts that are still to be placed, ascending. */
  readonly carried: readonly number[];
  /** The deadlines of unknown actions that were not needed yet, ascending; `Infinity`: open. */
  readonly spare: readonly number[];
}

/** States without those that another one makes needless. */
export class CellStates {
  readonly #groups = new Map<string, CellState[]>();

  add(state: CellState): void {
    const text = state.carried.join(' ');
    const group = this.#groups.get(text) ?? [];
    if (group.some((other) => covers(other, state))) return;
    this.#groups.set(text, [...group.filter((other) => !covers(state, other)), state]);
  }

  all(): readonly CellState[] {
    return [...this.#groups.values()].flat();
  }
}

/** For the same accepts to place: explains as many rejects, and has as many unknowns left that last as long. */
function covers(other: CellState, state: CellState): boolean {
  const more = other.spare.length - state.spare.length;
  if (other.full < state.full || more < 0) return false;
  return state.spare.every((deadline, index) => other.spare[index + more] >= deadline);
}
