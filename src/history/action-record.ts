import type { Action } from './action.js';
import { BadField, fieldReaders, shown } from './action-fields.js';
import type { Draft } from './action-fields.js';
import { actionFields } from './fields.js';
import { nearestName } from './nearest.js';
import type { OutcomeKind } from './outcome.js';

/**
 * Reads a parsed line as an action. Keys that start with `x-` belong to whoever wrote them; any
 * other unknown key is refused unless `allowExtra`, because it may be a misspelt one that counts.
 * @throws {BadField} when the line is no action.
 */
export function actionOf(record: Readonly<Record<string, unknown>>, allowExtra: boolean): Action {
  const draft: Draft = { sentAtUs: null, settledAtUs: null };
  for (const key in record) {
    const read = fieldReaders.get(key);
    if (read !== undefined) read(draft, record[key]);
    else if (!allowExtra && !key.startsWith('x-')) throw unknownKey(key);
  }
  return finished(draft, record);
}

function finished(draft: Draft, record: Readonly<Record<string, unknown>>): Action {
  const { id, user, resource, step, intendedAtUs, outcome, sentAtUs, settledAtUs } = draft;
  if (id === undefined) throw missing('id', record);
  if (user === undefined) throw missing('user', record);
  if (resource === undefined) throw missing('resource', record);
  if (step === undefined) throw missing('step', record);
  if (intendedAtUs === undefined) throw missing('intendedAtUs', record);
  if (outcome === undefined) throw missing('outcome', record);
  checkWindow(outcome, sentAtUs ?? null, settledAtUs ?? null, record);
  return draft as Action;
}

function checkWindow(
  outcome: OutcomeKind,
  sentAtUs: number | null,
  settledAtUs: number | null,
  record: Readonly<Record<string, unknown>>,
): void {
  if (outcome === 'dropped') {
    if (sentAtUs === null && settledAtUs === null) return;
    const key = sentAtUs === null ? 'settledAtUs' : 'sentAtUs';
    throw new BadField(
      key,
      `a dropped action never left, so ${key} must be null; if it was sent, it is unknown`,
    );
  }
  if (sentAtUs === null) throw missing('sentAtUs', record);
  if (settledAtUs === null) {
    if (outcome === 'unknown') return;
    throw missing('settledAtUs', record);
  }
  if (settledAtUs < sentAtUs)
    throw new BadField('settledAtUs', `settledAtUs ${settledAtUs} is before sentAtUs ${sentAtUs}`);
}

function unknownKey(key: string): BadField {
  const nearest = nearestName(key, actionFields);
  const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
  return new BadField(key, `unknown key ${shown(key)}${hint}`);
}

function missing(key: string, record: Readonly<Record<string, unknown>>): BadField {
  const extras = Object.keys(record).filter((name) => !fieldReaders.has(name));
  const near = nearestName(key, extras);
  const hint = near === null ? '' : `; the line has ${shown(near)}`;
  return new BadField(key, `${key} is missing${hint}`);
}
