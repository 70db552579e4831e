import type { History } from '../../../history/history.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { Model } from '../../../models/model.js';
import { outcomes, type Fault } from '../key-verdict.js';
import { poolsOf, withShare, type Pools } from '../pools.js';
import type { Question, Search, World } from '../search.js';
import { blame } from '../searched/faults.js';
import { isImpossible } from '../searched/evidence.js';
import { exchanged } from '../searched/parts.js';
import { sightingsOf, stretchesOf, type Setting } from '../searched/stretches.js';
import { seen, type Windows } from '../windows.js';
import { worldOf } from '../world.js';
import { worstOf, type Explained } from '../../verdict.js';
import { zoneSearch } from '../zones/search.js';
import { componentsOf, type Component } from './components.js';
import { everythingTried } from './everything.js';
import { blamedRow, type RuleFault } from './faults.js';
import { jointActOf, type Joint } from './joint.js';
import { isNarrowedDown, type NarrowTable } from './narrow.js';
import { nominalOf } from './nominal.js';
import { nobody } from './reasons.js';
import type { RuleBench } from './rule-bench.js';
import type { RuleKey, RulesJudged } from './rules-judged.js';
import { isExplainedTogether } from './walk.js';

/** What is needed to look at several limits as one. */
export interface TogetherHearing {
  readonly model: Model;
  readonly rules: readonly Model[];
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly windows: Windows;
  readonly outcome: Uint8Array;
}

/** What was found of the limits together. */
export interface Together {
  readonly faults: readonly RuleFault[];
  /** What is known of a key in the end, by its number. */
  historyOf(key: number): Explained;
}

/** Longer stretches than that are nothing for trying every order and instant. */
const everythingMost = 12;

interface Table {
  readonly benches: readonly RuleBench[];
  readonly hearing: TogetherHearing;
  readonly world: World;
  readonly everything: Search | null;
  readonly nominal: readonly Model[] | null;
  readonly judged: RulesJudged;
  readonly named: Int16Array;
  readonly isMoved: boolean;
  readonly minMarginUs: number;
  readonly pools: Pools;
  readonly wrongRows: ReadonlySet<number>;
}

/**
 * Looks at all actions that hang together over several keys, cut where everything was quiet: there is an
 * explanation when one was found, and none when every one of a few was tried.
 */
export function judgeTogether(
  hearing: TogetherHearing,
  benches: readonly RuleBench[],
  judged: RulesJudged,
  named: Int16Array,
  own: readonly RuleFault[],
): Together {
  const table = tableOf(hearing, benches, judged, named, own);
  const forgetsAfterUs = Math.max(...benches.map(({ search }) => search.forgetsAfterUs));
  const setting = { ...benches[0].setting, forgetsAfterUs };
  const faults: RuleFault[] = [];
  const found: Explained[] = judged.keys.map(aloneOf);
  for (const { model, fault } of own)
    if (model === hearing.model) for (const keyOf of judged.keyOf) found[keyOf[blamedRow(fault)]] = 'invalid';
  for (const component of componentsOf(judged.keys.length, judged.keyOf)) {
    const wrong = judgeComponent(table, component, setting, found);
    for (const fault of wrong) faults.push({ model: hearing.model, fault });
  }
  return { faults, historyOf: (key) => found[key] };
}

function tableOf(
  hearing: TogetherHearing,
  benches: readonly RuleBench[],
  judged: RulesJudged,
  named: Int16Array,
  own: readonly RuleFault[],
): Table {
  const { model, rules, history, assumptions } = hearing;
  const world = worldOf(model, history, assumptions);
  const isMoved = benches.some((bench) => bench.isMoved);
  const nominal = rules.map((rule) => nominalOf(rule, assumptions));
  return {
    benches,
    hearing,
    world,
    everything: everythingTried({ composition: model, rules, world, named, isMoved }),
    nominal: nominal.every((rule) => rule !== null) ? nominal : null,
    judged,
    named,
    isMoved,
    minMarginUs: assumptions.minMarginUs,
    pools: poolsOf(history.length),
    wrongRows: new Set(own.map(({ fault }) => blamedRow(fault))),
  };
}

/** What one limit alone says of a key. */
const aloneOf = ({ stretches }: RuleKey): Explained => worstOf(stretches.map(({ history }) => history));

/** Judges the stretches of a component, and writes down what that says of its keys. */
function judgeComponent(
  table: Table,
  component: Component,
  setting: Setting,
  found: Explained[],
): readonly Fault[] {
  const { hearing, judged, wrongRows } = table;
  const sightings = sightingsOf(hearing.windows, component.rows, setting);
  const faults: Fault[] = [];
  const invalid = new Set<number>();
  let isWrong = component.rows.some((row) => wrongRows.has(row));
  let isOpen = false;
  for (const stretch of stretchesOf(sightings, setting)) {
    if (stretch.actions.some(({ row }) => wrongRows.has(row))) continue;
    const { history, faults: own } = judgeStretch(table, stretch);
    faults.push(...own);
    for (const fault of own) for (const keyOf of judged.keyOf) invalid.add(keyOf[blamedRow(fault)]);
    if (history === 'invalid') isWrong = true;
    if (history === 'unknown') isOpen = true;
  }
  for (const key of component.keys) {
    if (found[key] === 'invalid') continue;
    if (invalid.has(key)) found[key] = 'invalid';
    else if (isOpen) found[key] = 'unknown';
    else if (!isWrong) found[key] = 'valid';
  }
  return faults;
}

interface StretchFound {
  readonly history: Explained;
  readonly faults: readonly Fault[];
}

function judgeStretch(table: Table, question: Question): StretchFound {
  const { pools, everything } = table;
  const { length } = question.actions;
  const isFew = length <= everythingMost;
  if (isWalkedBy(table, question) || isNarrowedBy(table, question)) {
    if (isFew) markOnlyAnswers(table, question);
    return { history: 'valid', faults: [] };
  }
  if (everything === null || !isFew) return { history: 'unknown', faults: [] };
  const history = withShare(pools.search, 400_000, (budget) => everything.explain(question, budget));
  if (history === 'valid') markOnlyAnswers(table, question);
  return { history, faults: history === 'invalid' ? blamedTogether(table, everything, question) : [] };
}

/** Whether an explanation is found in which one accept after the other gets its instant. */
function isNarrowedBy(table: Table, question: Question): boolean {
  if (table.isMoved) return false;
  const most = 100_000 + 5_000 * question.actions.length;
  return withShare(table.pools.search, most, (budget) =>
    isNarrowedDown(narrowTableOf(table), question, budget),
  );
}

/** Whether an explanation is found by playing it all. */
function isWalkedBy(table: Table, question: Question): boolean {
  const most = 20_000 + 400 * question.actions.length;
  return withShare(table.pools.search, most, (budget) => isFoundBy(table, question, budget));
}

function narrowTableOf({ benches, judged, named, hearing }: Table): NarrowTable {
  const rules = benches.map(({ search, rule, model }) => {
    // Asked thousands of times: one that tries every instant where it cannot tell would take too long.
    const isZoned = model.driver.kind === 'zones';
    const quick = isZoned ? zoneSearch(worldOf(model, hearing.history, hearing.assumptions)) : search;
    return { search: quick, keyOf: judged.keyOf[rule] };
  });
  const { cannot, assigned } = judged;
  return { rules, cannot, named, assigned, ownPast: benches[0].setting.restarts.length === 0 };
}

function isFoundBy(table: Table, question: Question, budget: { left: number }): boolean {
  const { nominal, judged, world, named, isMoved } = table;
  if (nominal === null) return false;
  const joint: Joint = {
    rules: nominal,
    question,
    attemptAt: (row) => world.attemptAt(row),
    keyOf: judged.keyOf,
    named,
    isMoved,
  };
  const half = { left: question.pastUntilUs === null ? budget.left : budget.left / 2 };
  const isFound = isExplainedTogether(joint, [], half) || isExplainedTogether(joint, pastOf(joint), half);
  budget.left = Math.min(budget.left, half.left);
  return isFound;
}

/** How often each is repeated in a past that nobody saw. */
const repeated = 4;

/** One past that nobody saw: as much was accepted as there was room for, just before it all. */
function pastOf(joint: Joint): ReturnType<typeof jointActOf>[] {
  const { actions, pastUntilUs } = joint.question;
  if (pastUntilUs === null) return [];
  const startUs = Math.min(pastUntilUs, actions[0].startUs);
  const acts = actions.map((action) => ({ ...jointActOf(joint, action), startUs }));
  return Array.from({ length: repeated }, () => acts).flat();
}

function blamedTogether({ pools, minMarginUs }: Table, search: Search, question: Question): readonly Fault[] {
  const faults: Fault[] = [];
  const outcome = new Uint8Array(0);
  withShare(pools.evidence, 4_000_000, (budget) =>
    blame({ search, outcome, minMarginUs, budget, question, faults }),
  );
  return faults;
}

/** Marks answers as right whose opposite has no explanation, where the limits one by one could not tell. */
function markOnlyAnswers(table: Table, question: Question): void {
  const { everything, hearing, pools, named } = table;
  if (everything === null) return;
  const { outcome } = hearing;
  question.actions.forEach((action, index) => {
    const { row, seen: kind } = action;
    if (outcome[row] !== outcomes.undecidable || kind === seen.unknown || named[row] !== nobody) return;
    const turned = { ...action, seen: action.seen === seen.accept ? seen.reject : seen.accept };
    const other = exchanged(question, index, turned);
    withShare(pools.flips, 50_000, (budget) => {
      const quick = { left: Math.min(500, budget.left) };
      if (isFoundBy(table, other, quick)) return;
      if (isImpossible(everything, other, budget)) outcome[row] = outcomes.right;
    });
  });
}
