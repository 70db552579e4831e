import type { Group, Report, TimeSlice } from '../report/report.js';
import { jsonLine } from './json-line.js';
import { tableOf, type Table } from './table.js';

/** The slices of time of a report. */
export function timelineTable({ timeline }: Report): Table {
  return tableOf<TimeSlice>({
    rows: timeline.length,
    each: () => timeline,
    columns: columnsOf(sliceFields),
    line: jsonLine,
  });
}

/** The resources, users, groups or phases of a report, one a row. */
export function groupTable(groups: readonly Group[]): Table {
  return tableOf<Group>({
    rows: groups.length,
    each: () => groups,
    columns: {
      ...columnsOf(groupFields),
      accuracyLeast: ({ accuracyInterval }) => accuracyInterval?.[0],
      accuracyMost: ({ accuracyInterval }) => accuracyInterval?.[1],
    },
    line: jsonLine,
  });
}

const sliceFields = [
  'atUs',
  'sent',
  'accepted',
  'rejected',
  'unknown',
  'p50Us',
  'p99Us',
  'latenessP99Us',
  'connected',
  'bytesIn',
  'bytesOut',
] as const satisfies readonly (keyof TimeSlice)[];

const groupFields = [
  'name',
  'planned',
  'sent',
  'accepted',
  'rejected',
  'errors',
  'unknown',
  'dropped',
  'decided',
  'correct',
  'accuracy',
  'resolution',
  'falseAccepts',
  'falseRejects',
  'wrongReasons',
  'p50Us',
  'p95Us',
  'p99Us',
] as const satisfies readonly (keyof Group)[];

type Fields<Row, Name extends keyof Row> = Readonly<Record<Name, (row: Row) => Row[Name]>>;

function columnsOf<Row, Name extends keyof Row & string>(names: readonly Name[]): Fields<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, (row: Row) => row[name]])) as Fields<Row, Name>;
}
