import { performance } from 'node:perf_hooks';

/** What to add to the machine's monotonic clock for the wall's time; one for all processes of a server. */
export function clockOffsetMs(): number {
  return performance.timeOrigin + performance.now() - monotonicMs();
}

/**
 * A server's own clock, in milliseconds with fractions: began at the wall's time and never goes back.
 * Processes of one machine with the same offset agree on it: what one of them reads after another has
 * read it is never less.
 */
export function serverClock(offsetMs: number): () => number {
  return () => offsetMs + monotonicMs();
}

/** The same in every process of this machine. */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
