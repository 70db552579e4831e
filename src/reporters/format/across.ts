import type { ReportedAction, ReportedViolation } from '../../report/report.js';
import { plural } from '../../report/words.js';

/** What one user's actions can differ in besides their times, in order of how much it tells. */
export const acrossFields = ['connection', 'node', 'phase'] as const;
export type AcrossField = (typeof acrossFields)[number];

const shownMost = 4;

/** In what the actions of some one user of a violation differ: these fields deserve a column. */
export function differing({ actions }: ReportedViolation): readonly AcrossField[] {
  return acrossFields.filter((field) => usersAcross(actions, field).length > 0);
}

/**
 * That users acted on more than one connection, node or phase, a sentence for each; `null` where none did.
 * It says what was seen, never why: how a server counts is not in its answers.
 */
export function acrossText(violation: ReportedViolation): string | null {
  const parts = acrossFields.flatMap((field) => {
    const [first, ...others] = usersAcross(violation.actions, field);
    if (first === undefined) return [];
    const shown = first.values.slice(0, shownMost);
    const more = first.values.length - shown.length;
    const names = shown.join(', then ') + (more > 0 ? ` and ${more} more` : '');
    const rest = others.length === 0 ? '' : `, and so did ${plural(others.length, 'other user')}`;
    return `${first.user} acted ${places[field]} ${plural(first.values.length, field)}: ${names}${rest}${looksText(violation, field)}.`;
  });
  return parts.length === 0 ? null : parts.join(' ');
}

const places: Readonly<Record<AcrossField, string>> = { connection: 'on', node: 'on', phase: 'in' };

interface UserAcross {
  readonly user: string;
  /** Different ones, in order of their first action. */
  readonly values: readonly string[];
}

function usersAcross(actions: readonly ReportedAction[], field: AcrossField): readonly UserAcross[] {
  const users = new Map<string, Set<string>>();
  for (const action of inOrder(actions)) {
    const value = action[field];
    if (value === null || action.sentAtUs === null) continue;
    const values = users.get(action.user);
    if (values === undefined) users.set(action.user, new Set([value]));
    else values.add(value);
  }
  return [...users].flatMap(([user, values]) => (values.size < 2 ? [] : [{ user, values: [...values] }]));
}

/**
 * What a limit that is counted there looks like: the accept that is wrong is its user's first one there,
 * and nobody else's accept was needed to show that it is wrong.
 */
function looksText({ kind, actions }: ReportedViolation, field: AcrossField): string {
  const blamed = actions.at(-1);
  if (kind !== 'false-accept' || field === 'phase' || blamed === undefined || blamed[field] === null)
    return '';
  const others = actions.slice(0, -1).filter(({ outcome }) => outcome === 'accepted');
  const isElsewhere = others.every(
    (other) => other.user === blamed.user && other[field] !== null && other[field] !== blamed[field],
  );
  return others.length > 0 && isElsewhere
    ? `; a limit of its own for each ${field} would look like this`
    : '';
}

function inOrder(actions: readonly ReportedAction[]): readonly ReportedAction[] {
  return actions.toSorted((a, b) => (a.sentAtUs ?? Infinity) - (b.sentAtUs ?? Infinity));
}
