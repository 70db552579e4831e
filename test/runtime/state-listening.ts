import type { HistoryEvent } from '../../src/history/action.js';
import type { RunHandle } from '../../src/runtime/companion.js';
import type { ReadableCheck } from '../../src/runtime/state-reads.js';
import type { TimeScheduler } from '../../src/runtime/time-scheduler.js';

export interface Listening {
  readonly run: RunHandle;
  readonly events: HistoryEvent[];
  readonly stop: AbortController;
}

export function listening(scheduler: TimeScheduler): Listening {
  const stop = new AbortController();
  const events: HistoryEvent[] = [];
  const users = { dropUser: () => undefined, keepAway: () => undefined, stall: () => undefined };
  const run: RunHandle = {
    originUs: 0,
    scheduler,
    emit: (event) => {
      if (event.kind === 'event') events.push(event.event);
    },
    users,
    traffic: () => ({ bytesIn: 0, bytesOut: 0, open: 0 }),
    stop: stop.signal,
  };
  return { run, events, stop };
}

export const place = {
  target: 'http://127.0.0.1:1',
  run: 'run1',
  resourceNames: ['r0', 'r1'],
  userNames: ['u0'],
  timeoutUs: 50_000,
};
export const check = (more: Partial<ReadableCheck>): ReadableCheck => ({
  name: 'tally',
  kind: 'number',
  start: 0,
  settleUs: 0,
  everyUs: null,
  read: () => ({ r0: 1 }),
  ...more,
});
export const told = (events: readonly HistoryEvent[]): readonly string[] =>
  events.map((event) =>
    event.kind === 'state-read'
      ? `${event.askedAtUs} ${JSON.stringify(event.values)}`
      : event.kind === 'state-unread'
        ? `${event.atUs} ${event.reason}`
        : event.kind,
  );
