/**
 * The virtual clock that drives a simulated server and its network; they never ask another one.
 * Whoever drives it must (1) run what is due at one instant in the order it was scheduled, and (2)
 * between two entries let every promise that became ready run to its end: as long as the server's
 * `pending()` is above zero, await a microtask, and now and then a macrotask. Then time never
 * passes while a handler could still go on, and the same seed takes the same path each time.
 */
export interface VirtualPorts {
  /** Integer microseconds. */
  readonly nowUs: () => number;
  /** Runs something once, `delayUs` (0 or more) from now. */
  readonly schedule: (delayUs: number, run: () => void) => unknown;
  /** The seeded stream of a name; each part of the simulation draws from its own. */
  readonly random: (name: string) => RandomStream;
}

/** A seeded stream of numbers. */
export interface RandomStream {
  /** In [0, 1). */
  unit(): number;
  /** An integer in [0, below). */
  below(below: number): number;
}

/** From one instant to another, both included, in virtual microseconds. */
export interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}
