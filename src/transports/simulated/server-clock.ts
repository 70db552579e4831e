/** How a server's clock differs from the virtual one. */
export interface ServerClock {
  readonly offsetUs: number;
  /** Parts per million it runs fast (or slow, below zero). */
  readonly ratePpm: number;
  /** Its step: 1 for a fine clock, 1000 for one that tells whole milliseconds. */
  readonly tickUs: number;
}

/** A clock without a fault. */
export const exactClock: ServerClock = { offsetUs: 0, ratePpm: 0, tickUs: 1 };

/** What the server's clock shows, in milliseconds, rounded down to its tick. Never goes back. */
export function serverNowMs(clock: ServerClock, nowUs: number): number {
  const us = clock.offsetUs + nowUs + Math.floor((nowUs * clock.ratePpm) / 1_000_000);
  return (Math.floor(us / clock.tickUs) * clock.tickUs) / 1000;
}
