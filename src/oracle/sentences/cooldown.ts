import { wrongReasonSentence } from './composed.js';
import type { Fault } from '../contention/key-verdict.js';
import { boundText, durationText } from '../duration-text.js';
import type { Telling } from './telling.js';
import { wordsOf } from './words.js';

/** What a sentence about a cooldown needs to know besides the fault. */
export interface CooldownTelling extends Telling {
  readonly everyUs: number;
}

/**
 * What went wrong in one sentence that needs no knowledge of the judge. Its numbers are those of the
 * recorded times: the server decided between send and answer, so they hold whatever happened inside.
 */
export function cooldownSentence(telling: CooldownTelling, fault: Fault): string {
  switch (fault.kind) {
    case 'false-accept':
      return falseAccept(telling, fault.rows[0], fault.rows[1]);
    case 'false-reject':
      return falseReject(telling, fault);
    case 'wrong-reason':
      return wrongReasonSentence(telling, fault);
    case 'no-explanation':
      return noExplanation(telling, fault.rows);
  }
}

function falseAccept(telling: CooldownTelling, first: number, second: number): string {
  const { history, everyUs, assumptions } = telling;
  const { sentAtUs, settledAtUs } = history;
  const [earlier, later] = settledAtUs[second] <= sentAtUs[first] ? [second, first] : [first, second];
  const forwardUs = settledAtUs[later] - sentAtUs[earlier];
  const isOrdered = settledAtUs[earlier] <= sentAtUs[later];
  const apartUs = isOrdered ? forwardUs : Math.max(forwardUs, settledAtUs[earlier] - sentAtUs[later]);
  const apart = boundText(apartUs, 'up', everyUs);
  const limit = limitText(telling, assumptions.graceUs.early, 'early');
  return `${acceptedTwice(telling, earlier, later, apart, isOrdered)}; ${limit}.`;
}

function acceptedTwice(
  { history, per }: CooldownTelling,
  earlier: number,
  later: number,
  apart: string,
  isOrdered: boolean,
): string {
  const [one, two] = [wordsOf(history, per, earlier), wordsOf(history, per, later)];
  if (one.act === two.act) return `${two.subject} accepted ${two.act} twice within ${apart}`;
  return isOrdered
    ? `${two.subject} accepted ${two.act} at most ${apart} after it accepted ${one.act}`
    : `${two.subject} accepted ${one.act} and ${two.act} within ${apart} of each other`;
}

function falseReject(telling: CooldownTelling, { rows, idleSinceUs }: Fault): string {
  const { history, per, everyUs, assumptions, widening } = telling;
  const reject = rows[rows.length - 1];
  const { subject, act, there } = wordsOf(history, per, reject);
  const limit = limitText(telling, assumptions.graceUs.late, 'late');
  const refused = `${subject} refused ${act} although nothing`;
  if (idleSinceUs === -Infinity) return `${refused} had ever been accepted ${there}; ${limit}.`;
  const idleUs = history.sentAtUs[reject] - widening.beforeUs - idleSinceUs;
  return `${refused} had been accepted ${there} for at least ${boundText(idleUs, 'down', everyUs)}; ${limit}.`;
}

function noExplanation(telling: CooldownTelling, rows: readonly number[]): string {
  const { history, per, everyUs } = telling;
  const accepted = rows.filter((row) => history.outcomeAt(row) === 'accepted');
  const refused = rows.filter((row) => history.outcomeAt(row) === 'rejected');
  const { subject } = wordsOf(history, per, rows[0]);
  const fromUs = Math.min(...rows.map((row) => history.sentAtUs[row]));
  const toUs = Math.max(...rows.map((row) => history.settledAtUs[row]));
  const did = [listed(telling, 'accepted', accepted), listed(telling, 'refused', refused)];
  const answers = did.filter((part) => part !== '').join(' and ');
  const within = boundText(toUs - fromUs, 'up', 0);
  return `${subject} ${answers} within ${within}, and no order of decisions makes that right; the cooldown is ${durationText(everyUs)}.`;
}

const namesMost = 6;

function listed({ history, per }: CooldownTelling, verb: string, rows: readonly number[]): string {
  if (rows.length === 0) return '';
  const names = rows.slice(0, namesMost).map((row) => wordsOf(history, per, row).act);
  const more = rows.length - names.length;
  return `${verb} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The declared limit; with the allowance when that moves it by more than clocks do. */
function limitText(
  { everyUs, assumptions }: CooldownTelling,
  graceUs: number,
  side: 'early' | 'late',
): string {
  const over = assumptions.boundary === 'exclusive' ? 'must be longer than' : 'is';
  const limit = `the cooldown ${over} ${durationText(everyUs)}`;
  return graceUs === 0 ? limit : `${limit}, and may end ${durationText(graceUs)} ${side}`;
}
