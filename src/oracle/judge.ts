import { keyFields, type KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { asidesOf, type Aside } from './asides.js';
import { judgeComposition } from './contention/composed/judge-composition.js';
import type { RuleFault } from './contention/composed/faults.js';
import { intervalRecursion } from './contention/interval-recursion/key-judge.js';
import { outcomes, type Fault, type KeyJudge, type KeyVerdict } from './contention/key-verdict.js';
import { searchedKeys } from './contention/searched/key-judge.js';
import { searchOf } from './contention/searches.js';
import { worldOf } from './contention/world.js';
import { partitionOf, type Partition } from './contention/partition.js';
import { restartsOf } from './contention/restarts.js';
import { rulesOf } from './contention/interval-recursion/rules.js';
import { wideningOf, windowsOf, type Widening, type Windows } from './contention/windows.js';
import { countsOf, judgementOf } from './counts.js';
import { asideSentence, sentenceOf } from './sentences/index.js';
import type { Telling } from './sentences/telling.js';
import { textOf } from './sentences/words.js';
import { distrustOf } from './trust.js';
import { believable } from './untrusted.js';
import { judgements, type Explained, type Verdict, type Violation } from './verdict.js';

/**
 * Judges a history against a model: could a correct server have given these answers, which of them
 * were the only right ones, and what proves it wrong if it was. Pure and repeatable: a stored history
 * can be judged again, under another model or other assumptions.
 */
export function judge(model: Model, recorded: History, assumptions: Assumptions): Verdict {
  const history = believable(recorded);
  const severalMachines = differ(history, 'machine');
  const widening = wideningOf(assumptions, severalMachines);
  const windows = windowsOf(history, widening, assumptions.horizonUs);
  const outcome = new Uint8Array(history.length);
  const { found, faults } = heard({ model, history, assumptions, widening, windows, outcome });
  const telling: Telling = { history, model, per: model.per, assumptions, widening };
  const violations = [
    ...found.flatMap(({ key, verdict, asides }) => [
      ...verdict.faults.map((fault) => violationOf(telling, key, fault)),
      ...asides.map((aside) => violationBeside(telling, key, aside)),
    ]),
    ...faults.map((one) => violationOfRule(telling, one)),
  ];
  const perAction = perActionOf(history, outcome);
  return {
    model: model.name,
    assumptions,
    history: worst(found.map(({ verdict }) => verdict.history)),
    ...countsOf(perAction),
    marginUs: largestMargin(violations),
    keys: keysOf(found, outcome),
    violations: sorted(violations, history),
    perAction,
    void: distrustOf(history, assumptions, severalMachines),
    notes: found.flatMap(({ key, verdict }) => verdict.notes.map((note) => `${key}: ${note}`)),
  };
}

/** Everything the keys of one model are judged with. */
interface Hearing {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly widening: Widening;
  readonly windows: Windows;
  /** Gets one of `outcomes` for each row. */
  readonly outcome: Uint8Array;
}

interface Heard {
  readonly found: readonly Found[];
  /** What is wrong under one of several limits, or under all of them together. */
  readonly faults: readonly RuleFault[];
}

function heard(hearing: Hearing): Heard {
  const { model, history } = hearing;
  if (model.driver.kind !== 'composed') return { found: foundOnKeys(hearing), faults: [] };
  const { keys, faults } = judgeComposition({ ...hearing, rules: model.driver.rules });
  const found = keys.map(({ rule, rows, verdict }) => {
    const key = keyText(history, fieldsOf(rule), rows[0]);
    return { key, rows, verdict, asides: [] };
  });
  return { found: found.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)), faults };
}

function foundOnKeys(hearing: Hearing): readonly Found[] {
  const { model, history } = hearing;
  const partition = partitionOf(history, model.per);
  const keyJudge = keyJudgeOf(hearing, longest(partition));
  const asidesIn = asidesOf(hearing);
  return namedKeys(history, model.per, partition).map(({ key, rows }) => {
    const verdict = keyJudge.judge(rows);
    return { key, rows, verdict, asides: asidesIn(rows) };
  });
}

/** A plain cooldown has a judge of its own, which is faster; all others are asked the same two questions. */
function keyJudgeOf(hearing: Hearing, capacity: number): KeyJudge {
  const { model, history, assumptions, widening, windows, outcome } = hearing;
  const { driver } = model;
  const restarts = restartsOf(history, assumptions, widening);
  if (driver.kind === 'interval-recursion') {
    const rules = rulesOf(driver.everyUs, assumptions, restarts);
    return intervalRecursion(rules, windows, outcome, capacity, assumptions.minMarginUs);
  }
  const search = searchOf(worldOf(model, history, assumptions));
  const { exclusive, complete, initial, minMarginUs } = assumptions;
  const { forgetsAfterUs } = search;
  const setting = { initial, isAlone: exclusive && complete, restarts, forgetsAfterUs };
  return searchedKeys(search, setting, windows, outcome, minMarginUs);
}

interface Found {
  readonly key: string;
  readonly rows: Int32Array;
  readonly verdict: KeyVerdict;
  readonly asides: readonly Aside[];
}

/** Keys on which anything was sent, by name. */
function namedKeys(
  history: History,
  per: readonly KeyField[],
  { keys, rows, from }: Partition,
): readonly Pick<Found, 'key' | 'rows'>[] {
  const named = Array.from({ length: keys }, (_, key) => {
    const own = rows.subarray(from[key], from[key + 1]);
    return { key: keyText(history, per, own[0]), rows: own };
  });
  const sent = named.filter(({ rows }) => rows.some((row) => !Number.isNaN(history.sentAtUs[row])));
  return sent.sort((a, b) => (a.key === b.key ? a.rows[0] - b.rows[0] : a.key < b.key ? -1 : 1));
}

function keyText(history: History, per: readonly KeyField[], row: number): string {
  return per.length === 0 ? 'all' : per.map((field) => textOf(history, field, row)).join(' ');
}

/** The fields a limit is counted on; of several limits all of them. */
function fieldsOf({ per, driver }: Model): readonly KeyField[] {
  if (driver.kind !== 'composed') return per;
  return keyFields.filter((field) => driver.rules.some((rule) => rule.per.includes(field)));
}

function violationOfRule(telling: Telling, { model, fault }: RuleFault): Violation {
  const key = keyText(telling.history, fieldsOf(model), fault.rows[fault.rows.length - 1]);
  return violationOf({ ...telling, model, per: model.per }, key, fault);
}

function violationOf(telling: Telling, key: string, fault: Fault): Violation {
  const { kind, rows, marginUs, isNearEdge } = fault;
  const strength = isNearEdge ? 'near-edge' : 'proven';
  return { kind, key, rows, because: sentenceOf(telling, fault), marginUs, strength };
}

function violationBeside(telling: Telling, key: string, aside: Aside): Violation {
  const { rows, marginUs } = aside.kind === 'early-promise' ? aside.promise : aside;
  const strength = marginUs < telling.assumptions.minMarginUs ? 'near-edge' : 'proven';
  return { kind: aside.kind, key, rows, because: asideSentence(telling, aside), marginUs, strength };
}

function perActionOf(history: History, outcome: Uint8Array): Uint8Array {
  const codes = [false, true].map((isAccept) =>
    Object.values(outcomes).map((result) => judgements.indexOf(judgementOf(result, isAccept))),
  );
  const accepted = outcomeKinds.indexOf('accepted');
  return outcome.map((result, row) => codes[history.outcome[row] === accepted ? 1 : 0][result]);
}

function worst(all: readonly Explained[]): Explained {
  if (all.includes('invalid')) return 'invalid';
  return all.includes('unknown') ? 'unknown' : 'valid';
}

function largestMargin(violations: readonly Violation[]): number | null {
  let largest: number | null = null;
  for (const { strength, marginUs } of violations)
    if (strength === 'proven') largest = Math.max(largest ?? 0, marginUs);
  return largest;
}

function keysOf(found: readonly Found[], outcome: Uint8Array): Verdict['keys'] {
  const keys = { valid: 0, invalid: 0, unknown: 0, vacuous: 0 };
  for (const { rows, verdict } of found) {
    keys[verdict.history]++;
    const decided = rows.some((row) => outcome[row] === outcomes.right || outcome[row] === outcomes.wrong);
    if (!decided) keys.vacuous++;
  }
  return { ...keys, results: found.map(({ key, verdict }) => ({ key, history: verdict.history })) };
}

const blamed = ({ rows }: Violation): number => rows[rows.length - 1];
const rank = ({ strength }: Violation): number => (strength === 'proven' ? 0 : 1);

/** Proven first; then in order of the blamed answer. */
function sorted(violations: readonly Violation[], history: History): readonly Violation[] {
  return [...violations].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      history.settledAtUs[blamed(a)] - history.settledAtUs[blamed(b)] ||
      blamed(a) - blamed(b),
  );
}

function longest({ keys, from }: Partition): number {
  let most = 0;
  for (let key = 0; key < keys; key++) most = Math.max(most, from[key + 1] - from[key]);
  return most;
}

function differ(history: History, field: KeyField): boolean {
  const codes = history.codes(field);
  for (let row = 1; row < codes.length; row++) if (codes[row] !== codes[0]) return true;
  return false;
}
