import type { Fault } from '../contention/key-verdict.js';
import { boundText, durationText } from '../duration-text.js';
import type { BrokenPromise } from '../contention/promises.js';
import type { Telling } from './telling.js';
import { plainText, wordsOf } from './words.js';

/** What went wrong under a limit that is more than a cooldown, with the numbers of the recorded times. */
export function limitSentence(telling: Telling, fault: Fault): string {
  switch (fault.kind) {
    case 'false-accept':
      return `${falseAccept(telling, fault.rows)}; ${limitText(telling)}.`;
    case 'false-reject':
      return `${falseReject(telling, fault)}; ${limitText(telling)}.`;
    case 'no-explanation':
      return `${noExplanation(telling, fault.rows)}; ${limitText(telling)}.`;
  }
}

/** A refusal that said when to come back, too early. */
export function promiseSentence(telling: Telling, { rows, promisedUs }: BrokenPromise): string {
  const refused = rows[rows.length - 1];
  const { subject } = wordsOf(telling.history, telling.per, refused);
  const others = rows.slice(0, -1);
  const full = others.length === 0 ? 'there is no room' : `${listed(telling, others)} still leaves no room`;
  const promise = `${subject} refused ${didOf(telling, refused)} and promised room after ${durationText(promisedUs)}`;
  return `${promise}, when ${full}; ${limitText(telling)}.`;
}

const limitText = ({ model }: Telling): string => `the limit is ${model.describe}`;

function falseAccept(telling: Telling, rows: readonly number[]): string {
  const { history } = telling;
  const blamed = rows[rows.length - 1];
  const { subject } = wordsOf(history, telling.per, blamed);
  const what = `${subject} accepted ${didOf(telling, blamed)}`;
  if (rows.length === 1) return `${what}, which cannot be`;
  const others = rows.slice(0, -1);
  const isOrdered = others.every((row) => history.settledAtUs[row] <= history.sentAtUs[blamed]);
  const within = `within at most ${spanText(telling, rows)}`;
  const first = listed(telling, others);
  return isOrdered ? `${what} after ${first}, all ${within}` : `${what} and ${first}, all ${within}`;
}

function falseReject(telling: Telling, { rows, othersMost }: Fault): string {
  const reject = rows[rows.length - 1];
  const { subject, there } = wordsOf(telling.history, telling.per, reject);
  const what = `${subject} refused ${didOf(telling, reject)}`;
  if (othersMost === undefined) return `${what} although there was room`;
  if (othersMost === 0) return `${what} although nothing that counts had been accepted ${there}`;
  return `${what} although at most ${othersMost} that count had been accepted ${there}`;
}

function noExplanation(telling: Telling, rows: readonly number[]): string {
  const { history, per } = telling;
  const accepted = rows.filter((row) => history.outcomeAt(row) === 'accepted');
  const refused = rows.filter((row) => history.outcomeAt(row) === 'rejected');
  const { subject } = wordsOf(history, per, rows[0]);
  const did = [
    accepted.length > 0 ? `accepted ${listed(telling, accepted)}` : '',
    refused.length > 0 ? `refused ${listed(telling, refused)}` : '',
  ].filter((part) => part !== '');
  const within = spanText(telling, rows);
  return `${subject} ${did.join(' and ')} within ${within}, and no order of decisions makes that right`;
}

const namesMost = 6;

function listed(telling: Telling, rows: readonly number[]): string {
  const names = rows.slice(0, namesMost).map((row) => didOf(telling, row));
  const more = rows.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Who, and what they did unless there is only one thing to do. */
function didOf({ history, per }: Telling, row: number): string {
  const { act } = wordsOf(history, per, row);
  const { action = 'act' } = history.actionAt(row);
  return action === 'act' ? act : `${plainText(action)} by ${act}`;
}

function spanText({ history }: Telling, rows: readonly number[]): string {
  const fromUs = Math.min(...rows.map((row) => history.sentAtUs[row]));
  const spanUs = Math.max(...rows.map((row) => history.settledAtUs[row])) - fromUs;
  return boundText(spanUs, 'up', 2 * spanUs + 1);
}
