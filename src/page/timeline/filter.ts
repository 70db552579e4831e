import type { Actions } from '../../reporters/html/page-data.js';
import { firstWrong } from './looks.js';

/** What is shown. */
export interface Filter {
  /** Part of a name, or several names with commas between them; empty: all. Capitals do not matter. */
  readonly user: string;
  readonly resource: string;
  /** A bit for each look that is left out. */
  readonly hidden: number;
  /** Only what proves something wrong: wrong answers, and the actions that show it. */
  readonly onlyViolations: boolean;
}

export const noFilter: Filter = { user: '', resource: '', hidden: 0, onlyViolations: false };

export const isHidden = ({ hidden }: Filter, look: number): boolean => ((hidden >> look) & 1) === 1;

/** The filter with one look left out, or back. */
export function toggled(filter: Filter, look: number): Filter {
  return { ...filter, hidden: filter.hidden ^ (1 << look) };
}

/** 1 for each name that the text asks for: exact ones where all its parts are names, else those that hold a part. */
export function matching(names: readonly string[], text: string): Uint8Array {
  const parts = text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  const lower = names.map((name) => name.toLowerCase());
  if (parts.length === 0) return new Uint8Array(names.length).fill(1);
  const known = new Set(lower);
  const exact = parts.every((part) => known.has(part));
  const wanted = new Set(parts);
  const isWanted = (name: string): boolean =>
    exact ? wanted.has(name) : parts.some((part) => name.includes(part));
  return Uint8Array.from(lower, (name) => (isWanted(name) ? 1 : 0));
}

/** What has no name is shown where no name is asked for. */
function has(found: Uint8Array, code: number, text: string): boolean {
  return code < 0 ? text.trim() === '' : found[code] === 1;
}

/** 1 for each row that is shown. `inViolation` has 1 for rows of violations. */
export function shownRows(
  actions: Actions,
  look: Uint8Array,
  inViolation: Uint8Array,
  filter: Filter,
): Uint8Array {
  const users = matching(actions.users, filter.user);
  const resources = matching(actions.resources, filter.resource);
  const shown = new Uint8Array(actions.count);
  for (let row = 0; row < actions.count; row++) {
    const wrong = look[row] >= firstWrong || inViolation[row] === 1;
    if (filter.onlyViolations && !wrong) continue;
    if (isHidden(filter, look[row])) continue;
    if (!has(users, actions.user[row], filter.user)) continue;
    if (has(resources, actions.resource[row], filter.resource)) shown[row] = 1;
  }
  return shown;
}
