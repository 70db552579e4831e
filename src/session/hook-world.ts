import type { HistoryEvent } from '../history/action.js';
import type { BlockingWatch } from './blocking.js';
import type { HookSettings, Measurement } from './contract.js';
import type { Timers } from './pledge.js';
import type { Tally } from './tally.js';

/** What all hooks of a run share. */
export interface HookWorld {
  readonly settings: HookSettings;
  readonly timers: Timers;
  readonly blocking: BlockingWatch;
  /** What became of the background tasks. */
  readonly tally: Tally;
  /** How long users may take to log in, and to join. */
  readonly connectTimeoutUs: number;
  /** So many messages are kept on each connection for those who wait for them late. */
  readonly keepMost: number;
  readonly event: (event: HistoryEvent) => void;
  readonly measured: (measurement: Measurement) => void;
  /** Said once in a run, however many connections it is true of. */
  readonly sayOnce: (text: string) => void;
}

/** All connections of a run together keep so many messages, and each of them within these bounds. */
const keptInAll = 200_000;
const keptLeast = 100;
const keptMost = 10_000;

/** How many messages each of so many connections keeps. */
export function keptEach(connections: number): number {
  return Math.max(keptLeast, Math.min(keptMost, Math.floor(keptInAll / Math.max(1, connections))));
}
