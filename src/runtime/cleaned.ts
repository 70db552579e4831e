import type { HistoryEvent } from '../history/action.js';
import type { Outcome } from '../history/outcome.js';
import type { RunEvent } from './events.js';

/**
 * The same event without secrets: the one gate through which everything that servers, networks, wires and
 * transports have said goes on its way to journal, history, live views and report.
 */
export function cleanedEvent(event: RunEvent, clean: (text: string) => string): RunEvent {
  switch (event.kind) {
    case 'settled': {
      const outcome = cleanedOutcome(event.outcome, clean);
      return outcome === event.outcome ? event : { ...event, outcome };
    }
    case 'event':
      return { ...event, event: cleanedHistoryEvent(event.event, clean) };
    case 'started':
    case 'sent':
    case 'overdue':
      return event;
    case 'measured': {
      const metric = clean(event.metric);
      return metric === event.metric ? event : { ...event, metric };
    }
    case 'received':
      return withRoom(event, clean);
  }
}

/** There may be a thousand for one action, and hardly ever one with a secret in it. */
function withRoom(event: Extract<RunEvent, { kind: 'received' }>, clean: (text: string) => string): RunEvent {
  if (event.room === null) return event;
  const room = clean(event.room);
  return room === event.room ? event : { ...event, room };
}

function cleanedOutcome(outcome: Outcome, clean: (text: string) => string): Outcome {
  if (outcome.kind === 'accepted') {
    return outcome.value === undefined ? outcome : { ...outcome, value: clean(outcome.value) };
  }
  if (outcome.reason === undefined) return outcome;
  const reason = clean(outcome.reason);
  return reason === outcome.reason ? outcome : { ...outcome, reason };
}

/** Keys and members are the server's words. */
function withValues(
  event: Extract<HistoryEvent, { kind: 'state-read' }>,
  clean: (text: string) => string,
): HistoryEvent {
  const values = Object.entries(event.values).map(([key, value]): [string, number | readonly string[]] => [
    clean(key),
    typeof value === 'number' ? value : value.map(clean),
  ]);
  return { ...event, values: Object.fromEntries(values) };
}

function cleanedHistoryEvent(event: HistoryEvent, clean: (text: string) => string): HistoryEvent {
  if (event.kind === 'state-read') return withValues(event, clean);
  if ('room' in event) return { ...event, room: clean(event.room) };
  if ('reason' in event) return { ...event, reason: clean(event.reason) };
  return event.kind === 'note' ? { ...event, text: clean(event.text) } : event;
}
