/** Milliseconds on a clock that never goes back, fractions included. */
export function nowMs(): number {
  return performance.now();
}
