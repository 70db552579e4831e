import type { Budget } from '../budget.js';
import { poolsOf, withShare, type Pools } from '../pools.js';
import { outcomes, type Fault, type KeyJudge } from '../key-verdict.js';
import type { Question, Search } from '../search.js';
import { seen, type Windows } from '../windows.js';
import type { Explained } from '../../verdict.js';
import { blame } from './faults.js';
import { isContradicted, isImpossible } from './evidence.js';
import { exchanged, partAround } from './parts.js';
import { sightingsOf, stretchesOf, type Setting } from './stretches.js';

/**
 * Judges key after key by asking a search: stretch by stretch, each answer marked right when windows
 * alone say so or when its opposite has no explanation; where there is no explanation as it is, the
 * blame is shared out first.
 */
export function searchedKeys(
  search: Search,
  setting: Setting,
  windows: Windows,
  outcome: Uint8Array,
  minMarginUs: number,
): KeyJudge {
  const pools = poolsOf(outcome.length);
  return {
    judge(rows) {
      for (const row of rows) if (isAnswer(windows.seen[row])) outcome[row] = outcomes.undecidable;
      const found = stretchesOf(sightingsOf(windows, rows, setting), setting).map((question) =>
        judgeStretch({ search, outcome, minMarginUs, pools }, question),
      );
      const gaveUp = found.filter(({ history }) => history === 'unknown').length;
      return {
        history: worst(found.map(({ history }) => history)),
        faults: found.flatMap(({ faults }) => faults),
        notes: gaveUp > 0 ? ['the search for an explanation gave up'] : [],
      };
    },
  };
}

const isAnswer = (kind: number): boolean => kind === seen.accept || kind === seen.reject;

interface Bench {
  readonly search: Search;
  readonly outcome: Uint8Array;
  readonly minMarginUs: number;
  readonly pools: Pools;
}

interface StretchVerdict {
  readonly history: Explained;
  readonly faults: readonly Fault[];
}

function judgeStretch(bench: Bench, question: Question): StretchVerdict {
  const { search, outcome, minMarginUs, pools } = bench;
  const { length } = question.actions;
  const explained = withShare(pools.search, 500_000 + 100 * length, (budget) =>
    search.explain(question, budget),
  );
  if (explained === 'valid') {
    markAll(bench, question, true);
    return { history: 'valid', faults: [] };
  }
  const faults: Fault[] = [];
  return withShare(pools.evidence, 2_000_000 + 200 * length, (budget) => {
    const stretch = { search, outcome, minMarginUs, budget, question, faults };
    const rest = explained === 'invalid' || isCheaplyWrong(search, question) ? blame(stretch) : 'unknown';
    markAll(bench, stretch.question, rest === 'valid');
    if (explained === 'unknown' && faults.length === 0) return { history: 'unknown', faults };
    return { history: 'invalid', faults };
  });
}

/** Whether windows alone prove something wrong where the search did not come to an end. */
function isCheaplyWrong(search: Search, question: Question): boolean {
  return question.actions.some((_, index) => isContradicted(search, question, index));
}

/** Marks each answer that is still believed: right if its opposite cannot be. */
function markAll(bench: Bench, question: Question, isExplained: boolean): void {
  const { search, outcome, pools } = bench;
  withShare(pools.flips, 200_000 + 100 * question.actions.length, (budget) => {
    question.actions.forEach(({ row, seen: kind }, index) => {
      if (!isAnswer(kind)) return;
      const must = search.must(question, index);
      if (must !== null && must.answer === (kind === seen.accept ? 'accept' : 'reject'))
        outcome[row] = outcomes.right;
      else if (must === null && isExplained && isOnlyAnswer(search, question, index, budget))
        outcome[row] = outcomes.right;
    });
  });
}

function isOnlyAnswer(search: Search, question: Question, index: number, budget: Budget): boolean {
  const part = partAround(question, index);
  const action = part.question.actions[part.index];
  const turned = { ...action, seen: action.seen === seen.accept ? seen.reject : seen.accept };
  return isImpossible(search, exchanged(part.question, part.index, turned), budget);
}

function worst(all: readonly Explained[]): Explained {
  if (all.includes('invalid')) return 'invalid';
  return all.includes('unknown') ? 'unknown' : 'valid';
}
