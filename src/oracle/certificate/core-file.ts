import type { Action } from '../../history/action.js';
import { historyBuilder } from '../../history/columns.js';
import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Driver } from '../../models/driver.js';
import type { Model } from '../../models/model.js';
import { keyFieldsOf } from '../contention/partition.js';
import { wideningOf, windowsOf, type Windows } from '../contention/windows.js';
import { explainedOf } from '../judge.js';
import { believable } from '../untrusted.js';
import type { Explained, Violation } from '../verdict.js';

/** What is wrong, as a history of its own. */
export interface CoreFile {
  readonly actions: readonly Action[];
  /** How those actions have to be judged. */
  readonly assumptions: Assumptions;
  /** Whether they alone have no explanation, as the judge says. */
  readonly history: Explained;
}

/** A history that a violation was found in. */
export interface Scene {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
}

/** More actions that may have had a part are not written out. */
const othersMost = 500;

/**
 * The answers that prove a violation, and the actions of the key that may have had a part in it with
 * their answers taken away: so many that whatever was before makes no difference any more, and what
 * is left has no explanation either. Accepts that are too many need nobody else where one more can
 * never help.
 */
export function coreFileOf(scene: Scene, violation: Violation): CoreFile {
  const history = believable(scene.history);
  const severalMachines = new Set(history.codes('machine')).size > 1;
  const { horizonUs } = scene.assumptions;
  const windows = windowsOf(history, wideningOf(scene.assumptions, severalMachines), horizonUs);
  const core = [...violation.rows].sort((a, b) => windows.startUs[a] - windows.startUs[b] || a - b);
  const cut: Cut = { ...scene, history, windows, core };
  const assumptions = { ...scene.assumptions, horizonUs: null };
  const isOverfull =
    core.every((row) => history.outcomeAt(row) === 'accepted') && oneMoreNeverHelps(scene.model.driver);
  if (!isOfDecisions(violation)) {
    const actions = violation.rows.map((row) => history.actionAt(row));
    return { actions, assumptions: scene.assumptions, history: 'unknown' };
  }
  const alone: CoreFile = judged(cut, { ...assumptions, initial: 'fresh' }, core[0], []);
  if (isOverfull && alone.history === 'invalid') return alone;
  const rows = rowsOfKey(cut);
  for (const from of beginnings(cut, rows)) {
    const others = othersSince(cut, rows, from);
    if (others.length > othersMost) break;
    const initial = from === 0 ? assumptions.initial : 'unknown';
    const file = judged(cut, { ...assumptions, initial }, rows[from], others);
    if (file.history === 'invalid') return file;
  }
  return { ...alone, history: 'unknown' };
}

/** A promise or a token can be wrong although all decisions were right. */
const isOfDecisions = ({ kind }: Violation): boolean =>
  kind === 'false-accept' || kind === 'false-reject' || kind === 'no-explanation';

interface Cut extends Scene {
  readonly windows: Windows;
  /** The rows that prove it, by the beginning of their windows. */
  readonly core: readonly number[];
}

/** Whether no accept becomes right because of another one before it. */
function oneMoreNeverHelps(driver: Driver): boolean {
  switch (driver.kind) {
    case 'interval-recursion':
    case 'restarting':
    case 'closed-form':
    case 'phases':
      return true;
    case 'zones':
      return driver.limiter.kind !== 'window';
    case 'composed':
      return driver.rules.every((rule) => oneMoreNeverHelps(rule.driver));
    case 'bounded':
      return false;
  }
}

/** All that was sent on the key, by the beginning of its windows. */
function rowsOfKey({ history, model, windows, core }: Cut): readonly number[] {
  const key = JSON.stringify(keyFieldsOf(history, model.per, core[0]));
  const rows: number[] = [];
  for (let row = 0; row < history.length; row++) {
    if (Number.isNaN(history.sentAtUs[row])) continue;
    if (JSON.stringify(keyFieldsOf(history, model.per, row)) === key) rows.push(row);
  }
  return rows.sort((a, b) => windows.startUs[a] - windows.startUs[b] || a - b);
}

/** Where the file may begin: with the core, and then further and further back; indices of rows. */
function* beginnings({ model, assumptions, windows, core }: Cut, rows: readonly number[]): Iterable<number> {
  const first = rows.indexOf(core[0]);
  const { driftPpm, graceUs } = assumptions;
  const memoryUs = Math.ceil((model.recoveryUs * 1_000_000) / (1_000_000 - driftPpm)) + graceUs.late + 1;
  yield first;
  let last = first;
  for (let times = 1; Number.isFinite(memoryUs) && last > 0 && times <= 64; times *= 2) {
    const untilUs = windows.startUs[core[0]] - times * memoryUs;
    let index = last;
    while (index > 0 && windows.startUs[rows[index]] > untilUs) index--;
    if (index < last) yield index;
    last = index;
  }
  if (last > 0) yield 0;
}

/** Whoever may have had a part, from a row of the key on. */
function othersSince({ windows, core }: Cut, rows: readonly number[], from: number): readonly number[] {
  const fromUs = windows.startUs[rows[from]];
  const untilUs = Math.max(...core.map((row) => windows.endUs[row]));
  return rows.filter(
    (row) => windows.endUs[row] >= fromUs && windows.startUs[row] <= untilUs && !core.includes(row),
  );
}

/** The file, and what the judge says of it. `first`: the row it begins with. */
function judged(cut: Cut, assumptions: Assumptions, first: number, others: readonly number[]): CoreFile {
  const { history, model, core } = cut;
  const actions = [...core, ...others]
    .sort((a, b) => a - b)
    .map((row) => (core.includes(row) ? history.actionAt(row) : relaxed(cut, row, history.sentAtUs[first])));
  const builder = historyBuilder(actions.length);
  for (const action of actions) builder.add(action);
  const fitting = fittingTo(cut, assumptions, actions);
  return { actions, assumptions: fitting, history: explainedOf(model, builder.build(), fitting) };
}

/** The offset of several machines counts also where only one of them is left. */
function fittingTo({ history }: Cut, assumptions: Assumptions, actions: readonly Action[]): Assumptions {
  const isOneOfMany =
    new Set(history.codes('machine')).size > 1 && new Set(actions.map(({ machine }) => machine)).size < 2;
  const { resolutionUs, offsetBoundUs } = assumptions;
  return isOneOfMany ? { ...assumptions, resolutionUs: resolutionUs + offsetBoundUs } : assumptions;
}

/** The action without its answer. As far as it may have been decided before the file begins, it belongs to the past. */
function relaxed({ history, assumptions }: Cut, row: number, fromUs: number): Action {
  const { reason: _, retryAfterMs: _1, serverAtUs: _2, token: _3, ...action } = history.actionAt(row);
  const sentAtUs = history.sentAtUs[row];
  const isAnswer = history.outcomeAt(row) === 'accepted' || history.outcomeAt(row) === 'rejected';
  const horizonUs = isAnswer ? null : assumptions.horizonUs;
  const overUs = Math.min(history.settledAtUs[row], sentAtUs + (horizonUs ?? Infinity));
  return {
    ...action,
    outcome: 'unknown',
    sentAtUs: Math.max(sentAtUs, fromUs),
    settledAtUs: Number.isFinite(overUs) ? Math.max(overUs, sentAtUs, fromUs) : null,
  };
}
