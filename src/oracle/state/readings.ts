import type { HistoryEvent } from '../../history/action.js';
import type { History } from '../../history/history.js';

/** The server's answer to one question for its state. It looked at some instant of that time, key by key. */
export type Reading = Extract<HistoryEvent, { readonly kind: 'state-read' }>;

/** What was read of one check, in order of asking, and what could not be read. */
export interface Readings {
  readonly readings: readonly Reading[];
  readonly unread: readonly string[];
}

export function readingsOf({ events }: History, check: string): Readings {
  const readings = events.filter(
    (event): event is Reading => event.kind === 'state-read' && event.check === check,
  );
  return {
    readings: readings.sort((a, b) => a.askedAtUs - b.askedAtUs),
    unread: events.flatMap((event) =>
      event.kind === 'state-unread' && event.check === check ? [event.reason] : [],
    ),
  };
}

/** What a reading says of a key; `undefined` where it does not say anything, also not by an inherited name. */
export function saidOf({ values }: Reading, key: string): number | readonly string[] | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
