import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { outcomes } from './contention/key-verdict.js';
import { wideningOf, windowsOf } from './contention/windows.js';
import { countsOf, judgementOf } from './counts.js';
import { explainedOn, heard, prefixesOf, type Found, type Hearing } from './hearing.js';
import { refuseKeyless } from './keyless.js';
import { phaseNote } from './phase-note.js';
import { distrustOf } from './trust.js';
import { believable } from './untrusted.js';
import { judgements, worstOf, type Explained, type Verdict, type Violation } from './verdict.js';
import { violationsOf } from './violations.js';

/**
 * Judges a history against a model: could a correct server have given these answers, which of them
 * were the only right ones, and what proves it wrong if it was. Pure and repeatable: a stored history
 * can be judged again, under another model or other assumptions.
 *
 * @throws RangeError where actions lack what the limit is counted on.
 */
export function judge(model: Model, recorded: History, assumptions: Assumptions): Verdict {
  const hearing = hearingOf(model, recorded, assumptions);
  const { history, widening, outcome } = hearing;
  const findings = heard(hearing);
  const violations = violationsOf({ history, model, per: model.per, assumptions, widening }, findings);
  const { found } = findings;
  const perAction = perActionOf(history, outcome);
  return {
    model: model.name,
    assumptions,
    history: worstOf(found.map(({ verdict }) => verdict.history)),
    ...countsOf(perAction),
    marginUs: largestMargin(violations),
    keys: keysOf(hearing, found),
    violations,
    perAction,
    void: distrustOf(history, assumptions, differ(history, 'machine')),
    notes: notesOf(hearing, found),
  };
}

/**
 * Whether a history as a whole has an explanation: what `judge` says of it, at a fraction of the price where it has
 * none, because nobody is asked who is to blame.
 *
 * @throws RangeError as `judge`.
 */
export function explainedOf(model: Model, recorded: History, assumptions: Assumptions): Explained {
  return explainedOn(hearingOf(model, recorded, assumptions));
}

function hearingOf(model: Model, recorded: History, assumptions: Assumptions): Hearing {
  refuseKeyless(model, recorded);
  const history = believable(recorded);
  const widening = wideningOf(assumptions, differ(history, 'machine'));
  const windows = windowsOf(history, widening, assumptions.horizonUs);
  return { model, history, assumptions, widening, windows, outcome: new Uint8Array(history.length) };
}

function notesOf(hearing: Hearing, found: readonly Found[]): readonly string[] {
  const phase = phaseNote(hearing, found);
  const notes = found.flatMap(({ key, verdict }) => verdict.notes.map((note) => `${key}: ${note}`));
  return phase === null ? notes : [phase, ...notes];
}

function perActionOf(history: History, outcome: Uint8Array): Uint8Array {
  const codes = [false, true].map((isAccept) =>
    Object.values(outcomes).map((result) => judgements.indexOf(judgementOf(result, isAccept))),
  );
  const accepted = outcomeKinds.indexOf('accepted');
  const perAction = new Uint8Array(outcome.length);
  for (let row = 0; row < outcome.length; row++)
    perAction[row] = codes[history.outcome[row] === accepted ? 1 : 0][outcome[row]];
  return perAction;
}

function largestMargin(violations: readonly Violation[]): number | null {
  let largest: number | null = null;
  for (const { strength, marginUs } of violations)
    if (strength === 'proven') largest = Math.max(largest ?? 0, marginUs);
  return largest;
}

function keysOf(hearing: Hearing, found: readonly Found[]): Verdict['keys'] {
  const { outcome } = hearing;
  const keys = { valid: 0, invalid: 0, unknown: 0, vacuous: 0 };
  for (const { rows, verdict } of found) {
    keys[verdict.history]++;
    if (!isAnyDecided(rows, outcome)) keys.vacuous++;
  }
  const prefixes = prefixesOf(hearing, found);
  const results = found.map(({ key, verdict: { history } }) => {
    const prefix = prefixes.get(key);
    return prefix === undefined ? { key, history } : { key, history, explainedAnswers: prefix.answers };
  });
  return { ...keys, results };
}

function isAnyDecided(rows: Int32Array, outcome: Uint8Array): boolean {
  for (let index = 0; index < rows.length; index++) {
    const result = outcome[rows[index]];
    if (result === outcomes.right || result === outcomes.wrong) return true;
  }
  return false;
}

function differ(history: History, field: KeyField): boolean {
  const codes = history.codes(field);
  for (let row = 1; row < codes.length; row++) if (codes[row] !== codes[0]) return true;
  return false;
}
