import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Fault } from './contention/key-verdict.js';
import type { Widening } from './contention/windows.js';
import { boundText, durationText } from './duration-text.js';

/** What a sentence about a cooldown needs to know besides the fault. */
export interface Telling {
  readonly history: History;
  readonly per: readonly KeyField[];
  readonly everyUs: number;
  readonly assumptions: Assumptions;
  readonly widening: Widening;
}

/**
 * What went wrong in one sentence that needs no knowledge of the judge. Its numbers are those of the
 * recorded times: the server decided between send and answer, so they hold whatever happened inside.
 */
export function sentenceOf(telling: Telling, fault: Fault): string {
  switch (fault.kind) {
    case 'false-accept':
      return falseAccept(telling, fault.rows[0], fault.rows[1]);
    case 'false-reject':
      return falseReject(telling, fault);
    case 'no-explanation':
      return noExplanation(telling, fault.rows);
  }
}

function falseAccept(telling: Telling, first: number, second: number): string {
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
  { history, per }: Telling,
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

function falseReject(telling: Telling, { rows, idleSinceUs }: Fault): string {
  const { history, per, everyUs, assumptions, widening } = telling;
  const reject = rows[rows.length - 1];
  const { subject, act, there } = wordsOf(history, per, reject);
  const limit = limitText(telling, assumptions.graceUs.late, 'late');
  const refused = `${subject} refused ${act} although nothing`;
  if (idleSinceUs === -Infinity) return `${refused} had ever been accepted ${there}; ${limit}.`;
  const idleUs = history.sentAtUs[reject] - widening.beforeUs - idleSinceUs;
  return `${refused} had been accepted ${there} for at least ${boundText(idleUs, 'down', everyUs)}; ${limit}.`;
}

function noExplanation(telling: Telling, rows: readonly number[]): string {
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

function listed({ history, per }: Telling, verb: string, rows: readonly number[]): string {
  if (rows.length === 0) return '';
  const names = rows.slice(0, namesMost).map((row) => wordsOf(history, per, row).act);
  const more = rows.length - names.length;
  return `${verb} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The declared limit; with the allowance when that moves it by more than clocks do. */
function limitText({ everyUs, assumptions }: Telling, graceUs: number, side: 'early' | 'late'): string {
  const over = assumptions.boundary === 'exclusive' ? 'must be longer than' : 'is';
  const limit = `the cooldown ${over} ${durationText(everyUs)}`;
  return graceUs === 0 ? limit : `${limit}, and may end ${durationText(graceUs)} ${side}`;
}

interface Words {
  /** Who answers: the key, as far as it is a place. */
  readonly subject: string;
  /** What was answered: the rest of who and where. */
  readonly act: string;
  /** Where nothing had been accepted: the key, after a verb. */
  readonly there: string;
}

/** Words for the usual keys; any other key is named by its fields. */
function wordsOf(history: History, per: readonly KeyField[], row: number): Words {
  const user = textOf(history, 'user', row);
  const resource = textOf(history, 'resource', row);
  switch ([...per].sort().join('+')) {
    case 'resource':
      return { subject: resource, act: user, there: 'there' };
    case 'resource+user':
      return { subject: resource, act: user, there: 'from that user there' };
    case 'user':
      return { subject: 'the server', act: `${user} on ${resource}`, there: `from ${user} anywhere` };
    case '':
      return { subject: 'the server', act: `${user} on ${resource}`, there: 'from anybody anywhere' };
    default: {
      const key = per.map((field) => `${field} ${textOf(history, field, row)}`).join(', ');
      return { subject: 'the server', act: `${user} on ${resource}`, there: `for ${key}` };
    }
  }
}

const lengthMost = 60;

/** Names may come from anywhere: control characters and endless text stay out of sentences. */
export function textOf(history: History, field: KeyField, row: number): string {
  const code = history.codes(field)[row];
  if (code < 0) return `no ${field}`;
  const text = history.text(field, code).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
  return text.length <= lengthMost ? text : `${text.slice(0, lengthMost - 1)}…`;
}
