import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import type { Step } from '../plan/plan.js';
import type { RunEvent } from './events.js';

/** The names behind the plan's indices. */
export interface Names {
  readonly users: readonly string[];
  readonly resources: readonly string[];
  readonly phases: readonly string[];
}

/** Turns a run's events into its history. */
export interface Recorder {
  take(event: RunEvent): void;
  /** What has been recorded; `complete` when every action that was sent is in it. */
  history(options: { readonly complete: boolean }): History;
}

/** `actions`: how many the plan has, to spare the growing of columns. */
export function recorder(names: Names, actions: number): Recorder {
  const capacity = Math.max(16, Math.min(actions, 1_000_000));
  const builder = historyBuilder(capacity);
  const users = names.users.map((name) => builder.code('user', name));
  const resources = names.resources.map((name) => builder.code('resource', name));
  const phases = names.phases.map((name) => builder.code('phase', name));
  const rows = new Map<number, number>();
  let originUs = 0;
  const cellsOf = (step: Step, connection: string) => ({
    id: step.id,
    user: users[step.user] ?? 0,
    resource: resources[step.resource] ?? 0,
    step: step.step,
    intendedAtUs: originUs + step.intendedAtUs,
    phase: phases[step.phase] ?? 0,
    ...(step.action === undefined ? {} : { action: builder.code('action', step.action) }),
    ...(connection === '' ? {} : { connection: builder.code('connection', connection) }),
  });
  return {
    take(event) {
      switch (event.kind) {
        case 'started':
          originUs = event.originUs;
          return;
        case 'sent':
          rows.set(event.step.id, builder.sent(cellsOf(event.step, event.connection), event.sentAtUs));
          return;
        case 'settled': {
          const row = rows.get(event.step.id);
          rows.delete(event.step.id);
          if (row !== undefined) builder.settled(row, event.settledAtUs, event.outcome);
          else if (event.outcome.kind === 'dropped') {
            builder.dropped(cellsOf(event.step, event.connection), event.outcome.reason);
          }
          return;
        }
        case 'overdue':
          return;
        case 'event':
          builder.event(event.event);
      }
    },
    history: (options) => builder.build(options),
  };
}
