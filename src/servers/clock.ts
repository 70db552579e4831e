import { performance } from 'node:perf_hooks';

/** A server's own clock, in milliseconds with fractions: starts at the wall's time and never goes back. */
export function serverNowMs(): number {
  return performance.timeOrigin + performance.now();
}
