import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';
import { rulesOf } from '../models/driver.js';
import type { Model } from '../models/model.js';

const accepted = outcomeKinds.indexOf('accepted');
const rejected = outcomeKinds.indexOf('rejected');

/**
 * An answer to an action that lacks a field of its key belongs to a key that nobody knows; all of them
 * on one key of their own would be a key that no server has, and correct servers would be accused.
 * @throws RangeError naming the field and how many answers lack it.
 */
export function refuseKeyless(model: Model, history: History): void {
  for (const field of new Set(rulesOf(model).flatMap(({ per }) => per))) refuseWithout(history, field);
}

function refuseWithout(history: History, field: KeyField): void {
  const { length, outcome } = history;
  const column = history.codes(field);
  let lacking = 0;
  let answered = 0;
  for (let row = 0; row < length; row++) {
    if (outcome[row] !== accepted && outcome[row] !== rejected) continue;
    answered++;
    if (column[row] < 0) lacking++;
  }
  if (lacking > 0)
    throw new RangeError(
      `the limit is counted per ${field}, and ${lacking} of ${answered} answered actions have no ${field}`,
    );
}
