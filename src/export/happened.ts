import type { HistoryEvent } from '../history/action.js';
import type { History } from '../history/history.js';
import { jsonLine } from './json-line.js';
import { tableOf, type Table } from './table.js';

/** Every event of a run that is no action: connections, phases, faults, readings of state. */
export function eventTable({ events }: History): Table {
  const columns = Object.fromEntries(
    eventFields.map((field) => [field, (event: HistoryEvent) => event[field as keyof HistoryEvent]]),
  );
  return tableOf<HistoryEvent>({
    rows: events.length,
    each: () => events,
    columns: {
      ...columns,
      rest: (event) => {
        const rest = Object.entries(event).filter(([field]) => !named.has(field));
        return rest.length === 0 ? null : Object.fromEntries(rest);
      },
    },
    line: jsonLine,
  });
}

/** What many events have gets a column of its own; the rest of an event stands in one cell, as JSON. */
const eventFields = [
  'kind',
  'atUs',
  'user',
  'connection',
  'phase',
  'room',
  'node',
  'hook',
  'fault',
  'reason',
  'text',
];
const named: ReadonlySet<string> = new Set(eventFields);

interface Receipt {
  readonly action: number;
  readonly connection: string;
  readonly atUs: number;
  readonly room: string | null;
}

/** Every broadcast that arrived: that of which action, on which connection, when. */
export function receiptTable({ receipts }: History): Table {
  return tableOf<Receipt>({
    rows: receipts.length,
    *each() {
      for (let index = 0; index < receipts.length; index++)
        yield {
          action: receipts.action[index] ?? -1,
          connection: receipts.connections[receipts.connection[index] ?? -1] ?? '',
          atUs: receipts.atUs[index] ?? 0,
          room: receipts.rooms[receipts.room[index] ?? -1] ?? null,
        };
    },
    columns: {
      action: ({ action }) => action,
      connection: ({ connection }) => connection,
      atUs: ({ atUs }) => atUs,
      room: ({ room }) => room,
    },
    line: jsonLine,
  });
}
