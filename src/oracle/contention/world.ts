import type { History } from '../../history/history.js';
import type { KeyField } from '../../history/action.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt, Model } from '../../models/model.js';
import type { World } from './search.js';

/** The fields of an attempt that most histories lack. */
const rareFields = ['value', 'connection', 'node', 'group', 'phase', 'machine'] as const;

type Writable = { -readonly [K in keyof Attempt]: Attempt[K] };

/** What a search needs to know of a history, besides the windows. */
export function worldOf(model: Model, history: History, assumptions: Assumptions): World {
  const textsOf = (field: KeyField) => {
    const codes = history.codes(field);
    return (row: number): string | undefined =>
      codes[row] < 0 ? undefined : history.text(field, codes[row]);
  };
  const [userAt, resourceAt, actionAt] = [textsOf('user'), textsOf('resource'), textsOf('action')];
  // Searches ask for attempts again and again, and most histories have none of the rare fields.
  const rareOnes = () =>
    rareFields
      .filter((field) => history.codes(field).some((code) => code >= 0))
      .map((field) => ({ field, textAt: textsOf(field) }));
  let rare: ReturnType<typeof rareOnes> | null = null;
  return {
    model,
    assumptions,
    attemptAt(row): Attempt {
      const attempt: Writable = {
        user: userAt(row) ?? '',
        resource: resourceAt(row) ?? '',
        action: actionAt(row) ?? 'act',
        cost: history.costAt(row),
      };
      for (const { field, textAt } of (rare ??= rareOnes())) {
        const text = textAt(row);
        if (text !== undefined) attempt[field] = text;
      }
      return attempt;
    },
    costAt: (row) => history.costAt(row),
    reasonAt: (row) => history.reasonAt(row),
  };
}
