import { vi } from 'vitest';

/** Where virtual time begins, on the wall clock: a whole number of every window the tests use. */
export const beganAtMs = 1_699_999_744_000;

/** A clock that only moves when told to, behind every clock and timer of the process. */
export interface VirtualTime {
  /** Whole milliseconds since the beginning. */
  nowMs(): number;
  /** Lets time pass until then, a timer at a time, so that what a timer sets off happens at its instant. */
  until(atMs: number): Promise<void>;
  /** Lets everything happen that needs no time: promises, and timers that are due already. */
  settle(): Promise<void>;
}

/**
 * Plays something on a virtual clock, with the real one back afterwards. `setImmediate` stays real:
 * promises and sockets of the process run on while time stands still.
 */
export async function onVirtualTime<T>(play: (time: VirtualTime) => Promise<T>): Promise<T> {
  vi.useFakeTimers({
    now: beganAtMs,
    toFake: ['Date', 'performance', 'hrtime', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  try {
    return await play({ nowMs, until, settle });
  } finally {
    vi.useRealTimers();
  }
}

/** The same for code whose timers must stay real, because it talks to a real server: only dates are virtual. */
export async function onVirtualDates<T>(play: (time: VirtualTime) => Promise<T>): Promise<T> {
  vi.useFakeTimers({ now: beganAtMs, toFake: ['Date'] });
  try {
    return await play({
      nowMs,
      until: (atMs) => Promise.resolve(void vi.setSystemTime(beganAtMs + atMs)),
      settle: turn,
    });
  } finally {
    vi.useRealTimers();
  }
}

const nowMs = (): number => Date.now() - beganAtMs;

async function settle(): Promise<void> {
  await turn();
  // Outside of a tick, so that a timer of 0 ms set meanwhile is due at once and not a millisecond later.
  vi.advanceTimersByTime(0);
  await turn();
}

async function until(atMs: number): Promise<void> {
  await turn();
  // A timer of its own, so that stepping from timer to timer stops there at the latest.
  if (atMs > nowMs()) setTimeout(() => undefined, atMs - nowMs());
  while (nowMs() < atMs) {
    vi.advanceTimersToNextTimer();
    await turn();
  }
  vi.advanceTimersByTime(0);
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
