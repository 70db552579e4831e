import type { Budget } from '../budget.js';
import type { Question } from '../search.js';
import { seen } from '../windows.js';
import { Cells, type CellRule } from './cells.js';
import type { Cannot } from './cannot.js';
import { holds, Placing } from './placing.js';
import { nobody } from './reasons.js';

/** What several limits are narrowed down with. */
export interface NarrowTable {
  readonly rules: readonly CellRule[];
  /** By limit. */
  readonly cannot: readonly Cannot[];
  readonly named: Int16Array;
  readonly assigned: Int16Array;
  /** Whether an unknown past ends on each key with the first that is seen there, not for all at once. */
  readonly ownPast: boolean;
}

/**
 * Looks for one explanation of what several limits did together, where refusals change nothing: gives
 * each accept one instant after the other, such that each limit by itself can still explain all that
 * happened on its keys. When all of them have one, no two the same, and each limit explains its keys,
 * all limits explain them together: a refusal then needs but an instant at which one limit refuses.
 * `false` says nothing.
 */
export function isNarrowedDown(table: NarrowTable, question: Question, budget: Budget): boolean {
  const cells = new Cells(question, table.rules, table.ownPast, budget);
  const refusals = openRefusals(cells, table, question);
  const rest = holdRefusals(cells, refusals);
  const ofKind = (kind: number): number[] =>
    question.actions.flatMap((action, index) => (action.seen === kind ? [index] : []));
  const queue = [...rest, ...ofKind(seen.unknown), ...ofKind(seen.accept)];
  return new Placing(cells, refusals, budget).settlesAll(queue) && cells.isExplained();
}

/** The limits that can have made each refusal that is not sure to be made, by index. */
function openRefusals(
  cells: Cells,
  { rules, cannot, named, assigned }: NarrowTable,
  { actions }: Question,
): ReadonlyMap<number, readonly number[]> {
  const open = new Map<number, readonly number[]>();
  actions.forEach(({ row, seen: kind }, index) => {
    if (kind !== seen.reject) return;
    const told = named[row] === nobody ? assigned[row] : named[row];
    const all = told === nobody ? rules.map((_, rule) => rule) : [told];
    const isSure = (rule: number): boolean =>
      cannot[rule].accept[row] === 1 && cells.isSurelyRefused(rule, index);
    if (all.some(isSure)) return;
    const able = all.filter((rule) => cannot[rule].refuse[row] === 0);
    // One that could not have accepted it is the likelier one.
    able.sort((a, b) => cannot[b].accept[row] - cannot[a].accept[row] || a - b);
    open.set(index, able);
  });
  return open;
}

/**
 * Holds each refusal against a limit that can have made it, as far as nothing that nobody saw answered is
 * needed for that; returns the others.
 */
function holdRefusals(cells: Cells, refusals: ReadonlyMap<number, readonly number[]>): readonly number[] {
  const unknown = [...cells.kinds.keys()].filter((index) => cells.kinds[index] === seen.unknown);
  for (const index of unknown) cells.kinds[index] = seen.absent;
  cells.cutAll();
  const rest = [...refusals].filter(([index, rules]) => !holds(cells, index, rules));
  for (const index of unknown) cells.kinds[index] = seen.unknown;
  cells.cutAll();
  return rest.map(([index]) => index);
}
