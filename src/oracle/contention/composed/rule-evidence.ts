import type { Budget } from '../budget.js';
import type { Question, Search, Sighting } from '../search.js';
import { isImpossible, marginOf, shrunk } from '../searched/evidence.js';
import { relaxed } from '../searched/parts.js';
import { inOrder } from '../order.js';
import { seen } from '../windows.js';
import { placed } from './placed.js';
import type { RuleBench } from './rule-bench.js';
import type { RuleStretch } from './rule-stretches.js';

/** Why one limit cannot have refused an action. */
export interface NoRefusal {
  /** The other rows this rests on: they are known not to have been accepted. */
  readonly others: readonly number[];
  readonly marginUs: number;
  /** When the last action that may have been accepted before was over; `-Infinity`: there was none. */
  readonly idleSinceUs: number;
}

/** The proof that a limit cannot have refused an action, which is known to be so. */
export function noRefusal(
  bench: RuleBench,
  stretch: RuleStretch,
  action: Sighting,
  budget: Budget,
): NoRefusal {
  const { search } = bench;
  const { row } = action;
  const near = placed(stretch.question, { ...action, seen: seen.reject }, search.forgetsAfterUs);
  const marginUs = marginOf(near.question, mostMarginUs(search, near.question), (wide) => {
    const must = search.must(
      wide,
      wide.actions.findIndex((one) => one.row === row),
    );
    return must === null ? isImpossible(search, wide, budget) : must.answer === 'accept';
  });
  const rows = isImpossible(search, near.question, budget) ? needed(search, near.question, budget) : [row];
  const bystanders = bystandersNeeded(bench, stretch, [...rows, row], budget);
  const others = [...new Set([...bystanders, ...rows])].filter((other) => other !== row);
  return { others, marginUs, idleSinceUs: idleSince(stretch.question, action) };
}

function needed(search: Search, question: Question, budget: Budget): readonly number[] {
  const core = shrunk(search, question, budget);
  return core.needed.map((index) => core.question.actions[index].row);
}

/** More bystanders than that are not tried one by one. */
const bystandersMost = 60;

/**
 * The refusals by other limits without which some answers would have an explanation after all: had they
 * been accepted, they could be the reason for one of them.
 */
export function bystandersNeeded(
  bench: RuleBench,
  { question, bystanders }: RuleStretch,
  core: readonly number[],
  budget: Budget,
): readonly number[] {
  const { search, windows, isMoved } = bench;
  const known = new Set(core);
  const others = bystanders.filter(({ row }) => !known.has(row));
  if (isMoved || others.length === 0) return [];
  const unseen = question.actions.filter(({ row }) => !known.has(row)).map(relaxed);
  const told = [...question.actions, ...bystanders].filter(({ row }) => known.has(row));
  const own = [...new Map(told.map((one) => [one.row, { ...one, seen: windows.seen[one.row] }])).values()];
  const isProof = (open: readonly Sighting[]): boolean =>
    isImpossible(search, { ...question, actions: [...own, ...unseen, ...open].sort(inOrder) }, budget);
  if (isProof(others.map(relaxed))) return [];
  const meeting = others.filter((one) => mayExplain(one, own, search.forgetsAfterUs));
  if (meeting.length > bystandersMost) return meeting.map(({ row }) => row);
  const open = others.filter((one) => !meeting.includes(one)).map(relaxed);
  return meeting.flatMap((one) => {
    if (!isProof([...open, relaxed(one)])) return [one.row];
    open.push(relaxed(one));
    return [];
  });
}

/** Whether an action would be near enough to be the reason for one of the answers. */
function mayExplain(one: Sighting, core: readonly Sighting[], forgetsAfterUs: number): boolean {
  return core.some(({ startUs, endUs }) => one.startUs <= endUs && one.endUs > startUs - 2 * forgetsAfterUs);
}

/** Where no widening would do: a whole limit, or where that has no length the time it all took. */
function mostMarginUs({ forgetsAfterUs }: Search, { actions }: Question): number {
  if (Number.isFinite(forgetsAfterUs)) return Math.max(1, forgetsAfterUs);
  const ends = actions.flatMap(({ endUs }) => (endUs === Infinity ? [] : [endUs]));
  return Math.max(1, Math.max(...ends) - actions[0].startUs);
}

function idleSince({ actions, pastUntilUs }: Question, { startUs, row }: Sighting): number {
  let latestUs = pastUntilUs ?? -Infinity;
  for (const other of actions)
    if (other.row !== row && other.seen !== seen.reject && other.endUs < startUs)
      latestUs = Math.max(latestUs, other.endUs);
  return latestUs;
}
