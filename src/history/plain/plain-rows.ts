import { actionFields, isTextField } from '../fields.js';
import { outcomeKinds } from '../outcome.js';
import type { ActionTable } from '../table.js';

type Field = (typeof actionFields)[number];

/** Where each field stands in `actionFields`. */
const places = Object.fromEntries(actionFields.map((field, place) => [field, place])) as Record<
  Field,
  number
>;
const { user, resource, step, intendedAtUs, sentAtUs, settledAtUs, outcome } = places;
const unknown = outcomeKinds.indexOf('unknown');
const dropped = outcomeKinds.indexOf('dropped');

/** Whether the values of a plain line, id aside, make an action. */
export function isAction(values: Float64Array): boolean {
  if (Number.isNaN(values[user]) || Number.isNaN(values[resource])) return false;
  const kind = values[outcome];
  const sent = values[sentAtUs];
  const settled = values[settledAtUs];
  if (kind === dropped) return Number.isNaN(sent) && Number.isNaN(settled);
  if (kind === unknown) return !Number.isNaN(sent) && !(settled < sent);
  // What is absent is not a number, and no number is more.
  return !Number.isNaN(kind) && settled >= sent;
}

/** Adds the values of a plain line to a table, as the same action would be by `addAction`. */
export function plainRows(table: ActionTable): (id: string | number, values: Float64Array) => void {
  const columns = actionFields.map((field) => {
    if (field === 'id') return null;
    if (field === 'outcome') return table.outcomes;
    return isTextField(field) ? table.texts[field].codes : table.numbers[field];
  });
  return (id, values) => {
    const row = table.start(id);
    if (Number.isNaN(values[step])) values[step] = 0;
    if (Number.isNaN(values[intendedAtUs]))
      values[intendedAtUs] = values[outcome] === dropped ? 0 : values[sentAtUs];
    for (let place = 0; place < columns.length; place++)
      if (!Number.isNaN(values[place])) columns[place]?.set(row, values[place]);
    if (values[outcome] === dropped) table.numbers.settledAtUs.set(row, Number.NaN);
  };
}
