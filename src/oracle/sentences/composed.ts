import type { Fault } from '../contention/key-verdict.js';
import type { Telling } from './telling.js';
import { plainText, wordsOf } from './words.js';

/** A refusal in the name of a limit that would have accepted, where another one may have refused. */
export function wrongReasonSentence({ history, model }: Telling, { rows }: Fault): string {
  const row = rows[rows.length - 1];
  const { subject, act } = wordsOf(history, [], row);
  const reason = plainText(history.reasonAt(row) ?? '');
  return `${subject} refused ${act} and named '${reason}', but that limit would have accepted it: ${model.describe}.`;
}

/** A refusal that none of several limits can have made. */
export function refusedByNobodySentence({ history, model }: Telling, { rows }: Fault): string {
  const { subject, act } = wordsOf(history, [], rows[rows.length - 1]);
  return `${subject} refused ${act} although none of its limits stood in the way; they are ${model.describe}.`;
}
