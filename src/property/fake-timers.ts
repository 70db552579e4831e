import type { Clock } from './limiter.js';

/** The fake timers of Vitest (`vi`) and Jest (`jest`), as far as they are needed. */
export interface TimersByTest {
  setSystemTime(ms: number): unknown;
  advanceTimersByTimeAsync(ms: number): Promise<unknown>;
  clearAllTimers(): unknown;
}

/** The fake timers of Node's own test runner: `mock.timers` of `node:test`. */
export interface TimersByNode {
  setTime(ms: number): void;
  tick(ms: number): void;
}

/**
 * A clock for `checkLimiter` from fake timers that are switched on already, dates included. Forward it
 * lets time pass, and so every timer fire that is due; back, to begin anew, it only sets the date, and
 * where the runner can, clears timers of the schedule before.
 */
export function fakeTimers(timers: TimersByTest | TimersByNode): Clock {
  let nowMs = -Infinity;
  return {
    async setMs(ms) {
      const byMs = ms - nowMs;
      nowMs = ms;
      if (byMs >= 0 && byMs < Infinity) return pass(timers, byMs);
      if ('setTime' in timers) return timers.setTime(ms);
      timers.clearAllTimers();
      timers.setSystemTime(ms);
    },
  };
}

async function pass(timers: TimersByTest | TimersByNode, byMs: number): Promise<void> {
  if ('tick' in timers) timers.tick(byMs);
  else await timers.advanceTimersByTimeAsync(byMs);
}
