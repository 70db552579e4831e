import { keyFields, type KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { asidesOf, type Aside } from './asides.js';
import { orderByName } from './by-name.js';
import { judgeComposition } from './contention/composed/judge-composition.js';
import type { RuleFault } from './contention/composed/faults.js';
import { intervalRecursion } from './contention/interval-recursion/key-judge.js';
import { rulesOf } from './contention/interval-recursion/rules.js';
import type { KeyJudge, KeyVerdict } from './contention/key-verdict.js';
import { partitionOf, type Partition } from './contention/partition.js';
import { restartsOf } from './contention/restarts.js';
import { poolsOf } from './contention/pools.js';
import { explainedKey, searchedKeys } from './contention/searched/key-judge.js';
import { explainedPrefix, type Prefix } from './contention/searched/prefix.js';
import type { Setting } from './contention/searched/stretches.js';
import type { Search } from './contention/search.js';
import { searchOf } from './contention/searches.js';
import type { Widening, Windows } from './contention/windows.js';
import { worldOf } from './contention/world.js';
import { textOf } from './sentences/words.js';
import { worstOf, type Explained } from './verdict.js';

/** Everything the keys of one model are judged with. */
export interface Hearing {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly widening: Widening;
  readonly windows: Windows;
  /** Gets one of `outcomes` for each row. */
  readonly outcome: Uint8Array;
}

export interface Heard {
  readonly found: readonly Found[];
  /** What is wrong under one of several limits, or under all of them together. */
  readonly faults: readonly RuleFault[];
}

/** Hears every key on which anything was sent, by name. */
export function heard(hearing: Hearing): Heard {
  const { model, history } = hearing;
  if (model.driver.kind !== 'composed') return { found: foundOnKeys(hearing), faults: [] };
  const { keys, faults } = judgeComposition({ ...hearing, rules: model.driver.rules });
  const found = keys.map(({ rule, rows, verdict }) => {
    const key = keyText(history, fieldsOf(rule), rows[0]);
    return { key, rows, verdict, asides: [] };
  });
  return { found: found.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1)), faults };
}

/**
 * What `heard` says of each history as a whole, without the proofs of who is to blame, which take far longer than
 * the question whether there is an explanation.
 */
export function explainedOn(hearing: Hearing): Explained {
  const { model, history, assumptions, windows } = hearing;
  const { kind } = model.driver;
  if (kind === 'composed' || kind === 'interval-recursion')
    return worstOf(heard(hearing).found.map(({ verdict }) => verdict.history));
  const search = searchOf(worldOf(model, history, assumptions));
  const setting = settingOf(hearing, search);
  const pools = poolsOf(history.length);
  const { keys, rows, from } = partitionOf(history, model.per);
  return worstOf(
    Array.from({ length: keys }, (_, key) =>
      explainedKey(search, setting, windows, rows.subarray(from[key], from[key + 1]), pools),
    ),
  );
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
  if (driver.kind === 'interval-recursion') {
    const restarts = restartsOf(history, assumptions, widening);
    const rules = rulesOf(driver.everyUs, assumptions, restarts);
    return intervalRecursion(rules, windows, outcome, capacity, assumptions.minMarginUs);
  }
  const search = searchOf(worldOf(model, history, assumptions));
  const setting = settingOf(hearing, search);
  return searchedKeys(search, setting, windows, outcome, assumptions.minMarginUs);
}

/** What holds for every key. */
export function settingOf({ history, assumptions, widening }: Hearing, { forgetsAfterUs }: Search): Setting {
  const { exclusive, complete, initial } = assumptions;
  const restarts = restartsOf(history, assumptions, widening);
  return { initial, isAlone: exclusive && complete, restarts, forgetsAfterUs };
}

/** Of how many keys it is looked up how far they can be explained. */
const prefixesMost = 20;

/** How far the first of the keys without an explanation still had one, by name. */
export function prefixesOf(hearing: Hearing, found: readonly Found[]): ReadonlyMap<string, Prefix> {
  const { model, history, assumptions, windows } = hearing;
  const prefixes = new Map<string, Prefix>();
  if (model.driver.kind === 'composed') return prefixes;
  const invalid = found.filter(({ verdict }) => verdict.history === 'invalid').slice(0, prefixesMost);
  if (invalid.length === 0) return prefixes;
  const search = searchOf(worldOf(model, history, assumptions));
  const setting = settingOf(hearing, search);
  for (const { key, rows } of invalid) {
    const prefix = explainedPrefix(search, setting, windows, rows, { left: 1_000_000 + 100 * rows.length });
    if (prefix !== null) prefixes.set(key, prefix);
  }
  return prefixes;
}

/** What was found on one key. */
export interface Found {
  readonly key: string;
  readonly rows: Int32Array;
  readonly verdict: KeyVerdict;
  readonly asides: readonly Aside[];
}

/** Keys on which anything was sent, by name; keys of one name in order of their first rows. */
function namedKeys(
  history: History,
  per: readonly KeyField[],
  { keys, rows, from }: Partition,
): readonly Pick<Found, 'key' | 'rows'>[] {
  const names: string[] = [];
  for (let key = 0; key < keys; key++) names.push(keyText(history, per, rows[from[key]]));
  const named: Pick<Found, 'key' | 'rows'>[] = [];
  for (const key of orderByName(names)) {
    const own = rows.subarray(from[key], from[key + 1]);
    if (isSent(history, own)) named.push({ key: names[key], rows: own });
  }
  return named;
}

function isSent({ sentAtUs }: History, rows: Int32Array): boolean {
  for (let index = 0; index < rows.length; index++) if (!Number.isNaN(sentAtUs[rows[index]])) return true;
  return false;
}

/** The key of a row in words. */
export function keyText(history: History, per: readonly KeyField[], row: number): string {
  const [only] = per;
  if (only === undefined) return 'all';
  return per.length === 1
    ? textOf(history, only, row)
    : per.map((field) => textOf(history, field, row)).join(' ');
}

/** The fields a limit is counted on; of several limits all of them. */
export function fieldsOf({ per, driver }: Pick<Model, 'per' | 'driver'>): readonly KeyField[] {
  if (driver.kind !== 'composed') return per;
  return keyFields.filter((field) => driver.rules.some((rule) => rule.per.includes(field)));
}

function longest({ keys, from }: Partition): number {
  let most = 0;
  for (let key = 0; key < keys; key++) most = Math.max(most, from[key + 1] - from[key]);
  return most;
}
