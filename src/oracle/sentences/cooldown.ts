import { wrongReasonSentence } from './composed.js';
import type { History } from '../../history/history.js';
import { perText } from '../../models/checked.js';
import type { Fault } from '../contention/key-verdict.js';
import { boundText, durationText } from '../duration-text.js';
import { isOnKeyOf } from './key-rows.js';
import { noExplanation } from './limit.js';
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
      return falseAccept(telling, fault.rows);
    case 'false-reject':
      return falseReject(telling, fault);
    case 'wrong-reason':
      return wrongReasonSentence(telling, fault);
    case 'no-explanation':
      return `${noExplanation(telling, fault.rows)}; ${limitText(telling, 0, 'early')}.`;
  }
}

function falseAccept(telling: CooldownTelling, rows: readonly number[]): string {
  const limit = limitText(telling, telling.assumptions.graceUs.early, 'early');
  const pair = pairOf(telling, rows);
  const what = pair === null ? noExplanation(telling, rows) : acceptedTwice(telling, pair);
  return `${what}; ${limit}.`;
}

/** Two accepts that are too close to each other. */
interface Pair {
  readonly earlier: number;
  readonly later: number;
  readonly apartUs: number;
  readonly isOrdered: boolean;
}

/** The blamed accept and one of its key before it; `null` where the proof is made of more than those. */
function pairOf(telling: CooldownTelling, rows: readonly number[]): Pair | null {
  const { history, everyUs, isOneOfSeveral } = telling;
  const [first, second] = rows;
  if (isOneOfSeveral === undefined) return pairedOf(history, first, second);
  const blamed = rows[rows.length - 1];
  const pairs = rows.flatMap((row) =>
    row !== blamed && history.outcomeAt(row) === 'accepted' && isOnKeyOf(telling, row, blamed)
      ? [pairedOf(history, row, blamed)]
      : [],
  );
  return pairs.find(({ apartUs }) => apartUs < everyUs) ?? null;
}

function pairedOf({ sentAtUs, settledAtUs }: History, first: number, second: number): Pair {
  const [earlier, later] = settledAtUs[second] <= sentAtUs[first] ? [second, first] : [first, second];
  const forwardUs = settledAtUs[later] - sentAtUs[earlier];
  const isOrdered = settledAtUs[earlier] <= sentAtUs[later];
  const apartUs = isOrdered ? forwardUs : Math.max(forwardUs, settledAtUs[earlier] - sentAtUs[later]);
  return { earlier, later, apartUs, isOrdered };
}

function acceptedTwice(
  { history, per, everyUs }: CooldownTelling,
  { earlier, later, apartUs, isOrdered }: Pair,
): string {
  const apart = boundText(apartUs, 'up', everyUs);
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

/** The declared limit; with the allowance when that moves it by more than clocks do. */
function limitText(
  { everyUs, assumptions, per, isOneOfSeveral }: CooldownTelling,
  graceUs: number,
  side: 'early' | 'late',
): string {
  const over = assumptions.boundary === 'exclusive' ? 'must be longer than' : 'is';
  const whose = isOneOfSeveral === undefined ? '' : ` ${perText(per)}`;
  const limit = `the cooldown${whose} ${over} ${durationText(everyUs)}`;
  return graceUs === 0 ? limit : `${limit}, and may end ${durationText(graceUs)} ${side}`;
}
