import type { Action } from './action.js';
import type { ActionTable } from './table.js';

/** Adds a whole action to a table, and says in which row it stands. */
export function addAction(table: ActionTable, action: Action): number {
  const { numbers, texts } = table;
  const row = table.start(action.id);
  texts.user.put(row, action.user);
  texts.resource.put(row, action.resource);
  numbers.step.set(row, action.step);
  numbers.intendedAtUs.set(row, action.intendedAtUs);
  if (action.sentAtUs !== null) numbers.sentAtUs.set(row, action.sentAtUs);
  numbers.settledAtUs.set(row, action.settledAtUs ?? (action.outcome === 'dropped' ? NaN : Infinity));
  table.setOutcome(row, action.outcome);
  addOptional(table, row, action);
  return row;
}

/** Written out field by field: a loop over names costs more than the rest of a row. */
function addOptional({ numbers, texts }: ActionTable, row: number, action: Action): void {
  if (action.action !== undefined) texts.action.put(row, action.action);
  if (action.reason !== undefined) texts.reason.put(row, action.reason);
  if (action.retryAfterMs !== undefined) numbers.retryAfterMs.set(row, action.retryAfterMs);
  if (action.serverAtUs !== undefined) numbers.serverAtUs.set(row, action.serverAtUs);
  if (action.cost !== undefined) numbers.cost.set(row, action.cost);
  if (action.connection !== undefined) texts.connection.put(row, action.connection);
  if (action.node !== undefined) texts.node.put(row, action.node);
  if (action.group !== undefined) texts.group.put(row, action.group);
  if (action.phase !== undefined) texts.phase.put(row, action.phase);
  if (action.value !== undefined) texts.value.put(row, action.value);
  if (action.token !== undefined) numbers.token.set(row, action.token);
  if (action.machine !== undefined) texts.machine.put(row, action.machine);
}
