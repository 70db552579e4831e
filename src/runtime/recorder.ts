import { historyBuilder, type HistoryBuilder, type PlannedCells } from '../history/columns.js';
import { int32Column } from '../history/growing.js';
import type { History } from '../history/history.js';
import type { Step } from '../plan/plan.js';
import type { RunEvent } from './events.js';

/** The names behind the plan's indices. */
export interface Names {
  readonly users: readonly string[];
  readonly resources: readonly string[];
  readonly phases: readonly string[];
  /** The group of each user; absent: there are no groups. */
  readonly groups?: readonly string[];
}

/** Turns a run's events into its history. */
export interface Recorder {
  take(event: RunEvent): void;
  /** What has been recorded; `complete` when every action that was sent is in it. */
  history(options: { readonly complete: boolean }): History;
}

/** No row: the action was never sent, or is settled. */
const noRow = -1;

/** `actions`: how many the plan has, to spare the growing of columns. */
export function recorder(names: Names, actions: number): Recorder {
  const capacity = Math.max(16, Math.min(actions, 1_000_000));
  const builder = historyBuilder(capacity);
  // The ids of a plan's steps are 0, 1, 2, ...: a column costs four bytes each, a map ten times that.
  const rows = int32Column(noRow, capacity);
  const cells = cellsWith(builder, names);
  let originUs = 0;
  return {
    take(event) {
      switch (event.kind) {
        case 'started':
          originUs = event.originUs;
          return;
        case 'sent':
          rows.set(
            event.step.id,
            builder.sent(cells(event.step, event.connection, originUs), event.sentAtUs),
          );
          return;
        case 'settled': {
          const row = rows.get(event.step.id);
          if (row !== noRow) {
            rows.set(event.step.id, noRow);
            builder.settled(row, event.settledAtUs, event.outcome);
          } else if (event.outcome.kind === 'dropped') {
            builder.dropped(cells(event.step, event.connection, originUs), event.outcome.reason);
          }
          return;
        }
        case 'received':
          builder.received(event.action, event.connection, event.atUs, event.room);
          return;
        case 'overdue':
        case 'measured':
          return;
        case 'event':
          builder.event(event.event);
      }
    },
    history: (options) => builder.build(options),
  };
}

/** What is known of a step, in one record that the next step overwrites: whoever reads it, reads it at once. */
function cellsWith(builder: HistoryBuilder, names: Names) {
  const users = names.users.map((name) => builder.code('user', name));
  const resources = names.resources.map((name) => builder.code('resource', name));
  const phases = names.phases.map((name) => builder.code('phase', name));
  const groups = names.groups?.map((name) => builder.code('group', name));
  const cells: { -readonly [Cell in keyof PlannedCells]: PlannedCells[Cell] } = {
    id: 0,
    user: 0,
    resource: 0,
    step: 0,
    intendedAtUs: 0,
    phase: 0,
    connection: noRow,
  };
  return (step: Step, connection: string, originUs: number): PlannedCells => {
    cells.id = step.id;
    cells.user = users[step.user] ?? 0;
    cells.resource = resources[step.resource] ?? 0;
    cells.step = step.step;
    cells.intendedAtUs = originUs + step.intendedAtUs;
    cells.phase = phases[step.phase] ?? 0;
    if (groups !== undefined) cells.group = groups[step.user];
    cells.connection = connection === '' ? noRow : builder.code('connection', connection);
    return step.action === undefined ? cells : { ...cells, action: builder.code('action', step.action) };
  };
}
