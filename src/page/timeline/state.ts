import type { Hit } from './hit.js';
import type { Place } from './link.js';
import type { View } from './view.js';

/** What a reader has chosen and looks at. */
export interface State extends Omit<Place, 'view'> {
  readonly view: View;
  /** An index into `scales`. */
  readonly scale: number;
  /** The lane that keys act on; -1: none yet. */
  readonly lane: number;
  readonly hover: Hit | null;
  /** What is being chosen with the pointer, to be zoomed to. */
  readonly range: View | null;
}

/** The one place where the state of the drawing lives. */
export interface Store {
  get(): State;
  set(change: Partial<State>): void;
}

/** Tells of every change. */
export function storeOf(first: State, changed: (now: State, before: State) => void): Store {
  let state = first;
  return {
    get: () => state,
    set(change) {
      const before = state;
      state = { ...state, ...change };
      changed(state, before);
    },
  };
}
