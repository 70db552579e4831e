import type { Fault } from '../contention/key-verdict.js';
import { wrongReasonSentence } from './composed.js';
import { boundText, durationText } from '../duration-text.js';
import type { Telling } from './telling.js';
import { plainText, wordsOf } from './words.js';

/** What went wrong under a limit that is more than a cooldown, with the numbers of the recorded times. */
export function limitSentence(telling: Telling, fault: Fault): string {
  switch (fault.kind) {
    case 'false-accept':
      return `${falseAccept(telling, fault.rows)}; ${limitText(telling)}.`;
    case 'false-reject':
      return `${falseReject(telling, fault)}; ${limitText(telling)}.`;
    case 'wrong-reason':
      return wrongReasonSentence(telling, fault);
    case 'no-explanation':
      return `${noExplanation(telling, fault.rows)}; ${limitText(telling)}.`;
  }
}

export const limitText = ({ model }: Telling): string => `the limit is ${model.describe}`;

function falseAccept(telling: Telling, rows: readonly number[]): string {
  const { history } = telling;
  const blamed = rows[rows.length - 1];
  const { subject } = wordsOf(history, telling.per, blamed);
  const what = didOf(telling, blamed);
  if (rows.length === 1) return `${subject} accepted ${what}, which cannot be`;
  const within = `within at most ${spanText(telling, rows)}`;
  const others = rows.slice(0, -1);
  const refused = others.filter((row) => history.outcomeAt(row) === 'rejected');
  const accepted = others.filter((row) => history.outcomeAt(row) === 'accepted');
  const isLast = others.every((row) => history.sentAtUs[row] <= history.sentAtUs[blamed]);
  if (refused.length > 0) {
    const first = accepted.length > 0 ? `it accepted ${listed(telling, accepted)} and ` : 'it ';
    return `${subject} accepted ${what} ${isLast ? 'after' : 'although'} ${first}refused ${listed(telling, refused)}, all ${within}`;
  }
  const [other] = accepted;
  if (accepted.length === 1 && other !== undefined && didOf(telling, other) === what)
    return `${subject} accepted ${what} twice ${within}`;
  if (isLast) return `${subject} accepted ${listed(telling, accepted)} and then ${what} ${within}`;
  return `${subject} accepted ${what} although it accepted ${listed(telling, accepted)}, all ${within}`;
}

function falseReject(telling: Telling, fault: Fault): string {
  const reject = fault.rows[fault.rows.length - 1];
  const { subject } = wordsOf(telling.history, telling.per, reject);
  return `${subject} refused ${didOf(telling, reject)} although ${roomText(telling, fault, reject)}`;
}

/** Why there was room. */
function roomText({ history, per, model }: Telling, { othersMost }: Fault, reject: number): string {
  const { act, there } = wordsOf(history, per, reject);
  const { driver } = model;
  if (driver.kind === 'closed-form' && driver.limit === Infinity) return 'nothing is ever refused';
  if (model.name === 'turns') return `it was the turn of ${act}`;
  const recently = Number.isFinite(model.recoveryUs)
    ? ` in the ${durationText(model.recoveryUs)} before`
    : '';
  if (driver.kind === 'restarting' && driver.limit === 1) return `nothing had been tried ${there}${recently}`;
  if (othersMost === undefined) return 'there was room';
  if (othersMost === 0) return `nothing had been accepted ${there}${recently}`;
  return `at most ${othersMost} had been accepted ${there}${recently}`;
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

export function listed(telling: Telling, rows: readonly number[]): string {
  const names = rows.slice(0, namesMost).map((row) => didOf(telling, row));
  const more = rows.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Who, and what they did unless there is only one thing to do. */
export function didOf({ history, per }: Telling, row: number): string {
  const { act } = wordsOf(history, per, row);
  const { action = 'act' } = history.actionAt(row);
  return action === 'act' ? act : `${plainText(action)} by ${act}`;
}

function spanText({ history }: Telling, rows: readonly number[]): string {
  const fromUs = Math.min(...rows.map((row) => history.sentAtUs[row]));
  const spanUs = Math.max(...rows.map((row) => history.settledAtUs[row])) - fromUs;
  return boundText(spanUs, 'up', 2 * spanUs + 1);
}
