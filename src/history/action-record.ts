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
  const { id, user, resource, outcome, sentAtUs = null, settledAtUs = null } = draft;
  if (id === undefined || user === undefined || resource === undefined || outcome === undefined)
    throw missing(absentKeys(draft), record);
  checkWindow(outcome, sentAtUs, settledAtUs, () => missing(absentKeys(draft), record));
  // Other tools know of no plan: sent when it was meant to be.
  draft.step ??= 0;
  draft.intendedAtUs ??= sentAtUs ?? 0;
  return draft as Action;
}

const alwaysRequired = ['id', 'user', 'resource', 'sentAtUs', 'settledAtUs', 'outcome'] as const;

/** What a line lacks, all of it: nobody wants to learn the keys one by one. */
function absentKeys(draft: Draft): readonly string[] {
  const { outcome } = draft;
  return alwaysRequired.filter((key) => {
    if (key === 'sentAtUs' && outcome === 'dropped') return false;
    if (key === 'settledAtUs' && (outcome === 'dropped' || outcome === 'unknown')) return false;
    return draft[key] === undefined || draft[key] === null;
  });
}

function checkWindow(
  outcome: OutcomeKind,
  sentAtUs: number | null,
  settledAtUs: number | null,
  incomplete: () => BadField,
): void {
  if (outcome === 'dropped') {
    if (sentAtUs === null && settledAtUs === null) return;
    const key = sentAtUs === null ? 'settledAtUs' : 'sentAtUs';
    throw new BadField(
      key,
      `a dropped action never left, so ${key} must be null; if it was sent, it is unknown`,
    );
  }
  if (sentAtUs === null) throw incomplete();
  if (settledAtUs === null) {
    if (outcome === 'unknown') return;
    throw incomplete();
  }
  if (settledAtUs < sentAtUs)
    throw new BadField('settledAtUs', `settledAtUs ${settledAtUs} is before sentAtUs ${sentAtUs}`);
}

function unknownKey(key: string): BadField {
  const nearest = nearestName(key, actionFields);
  const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
  return new BadField(key, `unknown key ${shown(key)}${hint}`);
}

function missing(absent: readonly string[], record: Readonly<Record<string, unknown>>): BadField {
  const extras = Object.keys(record).filter((name) => !fieldReaders.has(name));
  const near = [...new Set(absent.flatMap((key) => nearestName(key, extras) ?? []))];
  const hint = near.length === 0 ? '' : `; the line has ${near.map(shown).join(' and ')}`;
  const last = absent.at(-1) ?? '';
  const text =
    absent.length < 2 ? `${last} is missing` : `${absent.slice(0, -1).join(', ')} and ${last} are missing`;
  return new BadField(absent[0] ?? null, text + hint);
}
