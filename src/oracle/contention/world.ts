import type { History } from '../../history/history.js';
import { keyFields, type KeyField } from '../../history/action.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt, Model } from '../../models/model.js';
import type { World } from './search.js';

/** The fields of an attempt that most histories lack. */
const rareFields = ['value', 'connection', 'node', 'group', 'phase', 'machine'] as const;

/** What a search needs to know of a history, besides the windows. */
export function worldOf(model: Model, history: History, assumptions: Assumptions): World {
  const codes = new Map(keyFields.map((field) => [field, history.codes(field)]));
  const textAt = (field: KeyField, row: number): string | undefined => {
    const code = codes.get(field)?.[row] ?? -1;
    return code < 0 ? undefined : history.text(field, code);
  };
  return {
    model,
    assumptions,
    attemptAt(row): Attempt {
      const attempt: Attempt & Partial<Record<(typeof rareFields)[number], string>> = {
        user: textAt('user', row) ?? '',
        resource: textAt('resource', row) ?? '',
        action: textAt('action', row) ?? 'act',
        cost: history.costAt(row),
      };
      const rare = rareFields.flatMap((field) => {
        const text = textAt(field, row);
        return text === undefined ? [] : [[field, text] as const];
      });
      return rare.length === 0 ? attempt : { ...attempt, ...Object.fromEntries(rare) };
    },
    reasonAt: (row) => history.reasonAt(row),
  };
}
