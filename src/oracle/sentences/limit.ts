import type { Fault } from '../contention/key-verdict.js';
import { boundText, durationText } from '../duration-text.js';
import { wrongReasonSentence } from './composed.js';
import { slotsAccepted, slotsRefused } from './concurrency.js';
import { fittingOf } from './fitting.js';
import { leaseAccepted, leaseRefused } from './lease.js';
import { costOf, didOf, eachText, spanUsOf } from './tally.js';
import { isOnKeyOf } from './key-rows.js';
import type { Telling } from './telling.js';
import { turnsAccepted, turnsRefused } from './turns.js';
import { wordsOf } from './words.js';

/** What went wrong under a limit that is more than a cooldown, with the numbers of the recorded times. */
export function limitSentence(telling: Telling, fault: Fault): string {
  switch (fault.kind) {
    case 'false-accept':
      return `${falseAccept(telling, fault.rows)}.`;
    case 'false-reject':
      return `${falseReject(telling, fault)}; ${limitText(telling)}.`;
    case 'wrong-reason':
      return wrongReasonSentence(telling, fault);
    case 'no-explanation':
      return `${noExplanation(telling, fault.rows)}; ${limitText(telling)}.`;
  }
}

export const limitText = ({ model }: Telling): string =>
  model.name === 'unlimited' ? 'no limit is declared' : `the limit is ${model.describe}`;

/** What should have been refused, told by what the model is about, or by how many there were. */
function falseAccept(telling: Telling, rows: readonly number[]): string {
  const blamed = rows[rows.length - 1];
  const own = rows.filter((row) => isOnKeyOf(telling, row, blamed));
  const special =
    leaseAccepted(telling, own) ?? turnsAccepted(telling, blamed) ?? slotsAccepted(telling, own);
  if (special !== null) return `${special}; ${limitText(telling)}`;
  const { history } = telling;
  if (own.some((row) => history.outcomeAt(row) !== 'accepted'))
    return `${acceptedAfter(telling, own)}${own.length < rows.length ? asideText(rows, own) : ''}; ${limitText(telling)}`;
  const fitting = fittingOf(telling, own, spanUsOf(telling, own));
  if (fitting === null || costOf(telling, own) <= fitting.most)
    return `${acceptedTogether(telling, own, Infinity)}${asideText(rows, own)}; ${limitText(telling)}`;
  const fit = `at most ${fitting.most} ${fitting.most === 1 ? 'fits' : 'fit'}`;
  return `${acceptedTogether(telling, own, fitting.untilUs)}; ${fit}: ${limitText(telling)}`;
}

/** Where numbers alone do not show it; some proofs need answers on other keys. */
function asideText(rows: readonly number[], own: readonly number[]): string {
  if (own.length < rows.length) return ', which answers under the other limits rule out';
  return own.length > 2 ? ', and no order of decisions makes that right' : '';
}

/** Accepts, and within what time, which is rounded to less than a limit. */
function acceptedTogether(telling: Telling, rows: readonly number[], limitUs: number): string {
  const { history, per } = telling;
  const blamed = rows[rows.length - 1];
  const { subject } = wordsOf(history, per, blamed);
  if (rows.length === 1) {
    const cost = history.costAt(blamed);
    const costing = cost === 1 ? '' : ` at a cost of ${cost}`;
    return `${subject} accepted ${didOf(telling, blamed)}${costing}, which cannot be`;
  }
  const spanUs = spanUsOf(telling, rows);
  const within = `within ${boundText(spanUs, 'up', Math.min(limitUs, 2 * spanUs + 1))}`;
  if (rows.length > 2 || costOf(telling, rows) > 2)
    return `${subject} accepted ${eachText(telling, rows)} ${within}`;
  const [first, second] = [...rows].sort((a, b) => history.sentAtUs[a] - history.sentAtUs[b]);
  const [one, two] = [didOf(telling, first), didOf(telling, second)];
  if (one === two) return `${subject} accepted ${one} twice ${within}`;
  const isOrdered = history.settledAtUs[first] <= history.sentAtUs[second];
  return `${subject} accepted ${one} and ${isOrdered ? 'then ' : ''}${two} ${within}${isOrdered ? '' : ' of each other'}`;
}

/** An accept that refusals speak against. */
function acceptedAfter(telling: Telling, rows: readonly number[]): string {
  const { history, per } = telling;
  const blamed = rows[rows.length - 1];
  const others = rows.slice(0, -1);
  if (others.some((row) => history.settledAtUs[row] > history.sentAtUs[blamed]))
    return noExplanation(telling, rows);
  const { subject } = wordsOf(history, per, blamed);
  const span = spanText(telling, rows);
  const accepted = `${subject} accepted ${didOf(telling, blamed)}`;
  const [other] = others;
  if (others.length === 1) return `${accepted} at most ${span} after it refused ${didOf(telling, other)}`;
  return `${accepted} after it ${answersText(telling, others)}, all within ${span}`;
}

function falseReject(telling: Telling, fault: Fault): string {
  const reject = fault.rows[fault.rows.length - 1];
  const { subject } = wordsOf(telling.history, telling.per, reject);
  return `${subject} refused ${didOf(telling, reject)} although ${roomText(telling, fault, reject)}`;
}

/** Why there was room. */
function roomText(telling: Telling, { othersMost }: Fault, reject: number): string {
  const { history, per, model } = telling;
  const { there } = wordsOf(history, per, reject);
  const { driver } = model;
  if (driver.kind === 'closed-form' && driver.limit === Infinity) return 'nothing is ever refused';
  const special =
    leaseRefused(telling, reject) ?? turnsRefused(telling, reject) ?? slotsRefused(telling, reject);
  if (special !== null) return special;
  const recently = Number.isFinite(model.recoveryUs)
    ? ` in the ${durationText(model.recoveryUs)} before`
    : '';
  if (driver.kind === 'restarting' && driver.limit === 1) return `nothing had been tried ${there}${recently}`;
  if (othersMost === undefined) return 'there was room';
  if (othersMost === 0) return `nothing had been accepted ${there}${recently}`;
  return `at most ${othersMost} had been accepted ${there}${recently}`;
}

/** Answers that contradict each other, and within what time. */
export function noExplanation(telling: Telling, rows: readonly number[]): string {
  const { subject } = wordsOf(telling.history, telling.per, rows[rows.length - 1]);
  const within = `within ${spanText(telling, rows)}`;
  return `${subject} ${answersText(telling, rows)} ${within}, and no order of decisions makes that right`;
}

function answersText(telling: Telling, rows: readonly number[]): string {
  const { history } = telling;
  const answered = (verb: string, outcome: string): readonly string[] => {
    const some = rows.filter((row) => history.outcomeAt(row) === outcome);
    return some.length === 0 ? [] : [`${verb} ${eachText(telling, some)}`];
  };
  return [...answered('accepted', 'accepted'), ...answered('refused', 'rejected')].join(' and ');
}

function spanText(telling: Telling, rows: readonly number[]): string {
  const spanUs = spanUsOf(telling, rows);
  return boundText(spanUs, 'up', 2 * spanUs + 1);
}
