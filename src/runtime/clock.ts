import { performance } from 'node:perf_hooks';

/** The two clocks of this machine. The only file that reads them. */
export interface Clock {
  /** Monotonic, microseconds with fractions, since the clock was made. Every window rests on it. */
  nowUs(): number;
  /** Wall time in milliseconds since 1970: for names of folders and to notice a suspended machine. */
  wallMs(): number;
}

/** A clock whose origin is now. */
export function monotonicClock(): Clock {
  const originMs = performance.now();
  return {
    nowUs: () => (performance.now() - originMs) * 1000,
    wallMs: () => Date.now(),
  };
}

/** CPU time and memory of this process, for the harness's own account. */
export function processUsage(): { readonly cpuUs: number; readonly rssBytes: number } {
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system, rssBytes: process.memoryUsage.rss() };
}
