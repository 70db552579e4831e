import type { Budget } from '../budget.js';
import { poolsOf, withShare, type Pools } from '../pools.js';
import { outcomes, type Fault, type KeyJudge } from '../key-verdict.js';
import { opposite, type Question, type Search, type Sighting, type Survey } from '../search.js';
import { seen, type Windows } from '../windows.js';
import { worstOf, type Explained } from '../../verdict.js';
import { blame, faultsMost } from './faults.js';
import { isContradicted, isImpossible } from './evidence.js';
import { mustAnswers } from './must-answers.js';
import { exchanged, indexesAround, partAround, partOf } from './parts.js';
import { inOrder, positionOf } from '../order.js';
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
      markUnbound({ search, outcome, minMarginUs, pools }, setting, windows, rows, found);
      const gaveUp = found.filter(({ history }) => history === 'unknown').length;
      return {
        history: worstOf(found.map(({ history }) => history)),
        faults: found.flatMap(({ faults }) => faults),
        notes: [
          ...(gaveUp > 0 ? ['the search for an explanation gave up'] : []),
          ...(found.some(isTooWrong) ? ['more is wrong than was searched for'] : []),
        ],
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
  /** What is believed of it in the end. */
  readonly question: Question;
  readonly faults: readonly Fault[];
}

function judgeStretch(bench: Bench, question: Question): StretchVerdict {
  const { search, outcome, minMarginUs, pools } = bench;
  const { length } = question.actions;
  const survey = search.survey?.(question) ?? null;
  const explained = survey?.explained === 'valid' ? 'valid' : explainedIn(search, question, pools);
  if (explained === 'valid') {
    markAll(bench, question, true, survey);
    return { history: 'valid', question, faults: [] };
  }
  const faults: Fault[] = [];
  return withShare(pools.evidence, 2_000_000 + 200 * length, (budget) => {
    const stretch = { search, outcome, minMarginUs, budget, question, faults };
    const rest = explained === 'invalid' || isCheaplyWrong(search, question) ? blame(stretch) : 'unknown';
    markAll(bench, stretch.question, rest === 'valid', null);
    if (explained === 'unknown' && faults.length === 0)
      return { history: 'unknown', question: stretch.question, faults };
    return { history: 'invalid', question: stretch.question, faults };
  });
}

function explainedIn(search: Search, question: Question, pools: Pools): Explained {
  return withShare(pools.search, 500_000 + 100 * question.actions.length, (budget) =>
    search.explain(question, budget),
  );
}

/** Whether a key has an explanation, as the judge of it would say, and nothing of who is to blame. */
export function explainedKey(
  search: Search,
  setting: Setting,
  windows: Windows,
  rows: Int32Array,
  pools: Pools,
): Explained {
  const questions = stretchesOf(sightingsOf(windows, rows, setting), setting);
  return worstOf(
    questions.map((question) => {
      const explained = explainedIn(search, question, pools);
      return explained === 'unknown' && isCheaplyWrong(search, question) ? 'invalid' : explained;
    }),
  );
}

/** Whether windows alone prove something wrong where the search did not come to an end. */
function isCheaplyWrong(search: Search, question: Question): boolean {
  return question.actions.some((_, index) => isContradicted(search, question, index));
}

/** Marks each answer that is still believed: right if its opposite cannot be. */
function markAll(bench: Bench, question: Question, isExplained: boolean, survey: Survey | null): void {
  const { search, outcome, pools } = bench;
  if (survey !== null && markSurveyed(outcome, question, survey)) return;
  const answerAt = mustAnswers(search, question);
  withShare(pools.flips, 200_000 + 100 * question.actions.length, (budget) => {
    question.actions.forEach(({ row, seen: kind }, index) => {
      if (!isAnswer(kind) || outcome[row] === outcomes.right) return;
      const must = answerAt(index);
      if (must === (kind === seen.accept ? 'accept' : 'reject')) outcome[row] = outcomes.right;
      else if (must === null && isExplained && isOnlyAnswer(search, question, index, budget))
        outcome[row] = outcomes.right;
    });
  });
}

/** Marks what is right by a survey of the question as it is; returns whether that decides all of them. */
function markSurveyed(outcome: Uint8Array, { actions }: Question, { opposites }: Survey): boolean {
  let isAll = true;
  for (let index = 0; index < actions.length; index++) {
    const { row, seen: kind } = actions[index];
    if (!isAnswer(kind)) continue;
    if (opposites[index] === opposite.impossible) outcome[row] = outcomes.right;
    else if (opposites[index] === opposite.open) isAll = false;
  }
  return isAll;
}

function isOnlyAnswer(search: Search, question: Question, index: number, budget: Budget): boolean {
  // Where others act unseen, any of them may have taken what was left.
  if (!question.isAlone && question.actions[index].seen === seen.accept) return false;
  const part = partAround(question, index);
  const action = part.question.actions[part.index];
  const turned = { ...action, seen: action.seen === seen.accept ? seen.reject : seen.accept };
  return isImpossible(search, exchanged(part.question, part.index, turned), budget);
}

/**
 * Where others may touch the keys unseen a reject asks for no explanation; still it can be that there
 * was no room for an accept in its place.
 */
function markUnbound(
  bench: Bench,
  { isAlone, restarts }: Setting,
  windows: Windows,
  rows: Int32Array,
  found: readonly StretchVerdict[],
): void {
  if (isAlone || restarts.length > 0) return;
  const { search, outcome, pools } = bench;
  const all = joined(found.map(({ question }) => question));
  withShare(pools.flips, 200_000 + 100 * rows.length, (budget) => {
    for (const row of rows) {
      if (windows.seen[row] !== seen.reject) continue;
      const accept = { row, startUs: windows.startUs[row], endUs: windows.endUs[row], seen: seen.accept };
      if (isImpossible(search, withOneMore(all, accept), budget)) outcome[row] = outcomes.right;
    }
  });
}

/** Stretches are only joined where others act unseen, so that nothing is known of the past anyway. */
function joined(questions: readonly Question[]): Question {
  const actions = questions.flatMap((question) => question.actions);
  return { actions, pastUntilUs: actions[0]?.startUs ?? null, isAlone: false };
}

/** The part an action falls into, with the action. */
function withOneMore(all: Question, action: Sighting): Question {
  const index = positionOf(all.actions, action);
  const part = indexesAround(all, index);
  const near = part.from < part.to ? partOf(all, part.from, part.to) : all;
  const actions = [...near.actions, action].sort(inOrder);
  return { ...near, actions, pastUntilUs: actions[0].startUs };
}

/** Whether so much was wrong on a stretch that the search for more was given up. */
const isTooWrong = ({ question, faults }: StretchVerdict): boolean =>
  faults.length > 0 && faults.length >= faultsMost({ question });
