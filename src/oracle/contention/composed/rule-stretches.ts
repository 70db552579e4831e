import { withShare } from '../pools.js';
import type { Fault } from '../key-verdict.js';
import type { Question, Sighting } from '../search.js';
import { blame } from '../searched/faults.js';
import { isContradicted } from '../searched/evidence.js';
import { relaxed } from '../searched/parts.js';
import { sightingsOf, stretchesOf } from '../searched/stretches.js';
import { seen } from '../windows.js';
import type { Explained } from '../../verdict.js';
import type { RuleBench } from './rule-bench.js';

/** What one limit says of one stretch of one of its keys. */
export interface RuleStretch {
  /** What is believed of it in the end: blamed answers are unknown. */
  readonly question: Question;
  /** Refusals that may be another limit's: to this one they are nothing. */
  readonly bystanders: readonly Sighting[];
  readonly history: Explained;
  /** Whether what is believed has an explanation. */
  readonly isExplained: boolean;
  readonly faults: readonly Fault[];
}

/**
 * Judges one key of one limit as if there was no other: what was accepted was accepted by it, a refusal
 * is its own only where `assigned` says so. Whatever explains all limits together explains this.
 */
export function stretchesOfKey(bench: RuleBench, rows: Int32Array, assigned: Int16Array): RuleStretch[] {
  const sightings = sightingsOf(bench.windows, rows, { ...bench.setting, isAlone: true });
  return stretchesOf(sightings, bench.setting).map((stretch) =>
    judged(bench, parted(bench, stretch, assigned)),
  );
}

interface Parted {
  readonly question: Question;
  readonly bystanders: readonly Sighting[];
}

function parted(bench: RuleBench, stretch: Question, assigned: Int16Array): Parted {
  const bystanders: Sighting[] = [];
  const actions: Sighting[] = [];
  for (const action of stretch.actions) {
    const isOwn = stretch.isAlone && assigned[action.row] === bench.rule;
    if (action.seen !== seen.reject || isOwn) actions.push(action);
    else {
      bystanders.push(action);
      // It may have been refused by this limit as well, which then remembers.
      if (bench.isMoved && stretch.isAlone) actions.push(relaxed(action));
    }
  }
  return { question: { ...stretch, actions }, bystanders };
}

function judged(
  { search, pools, scratch, minMarginUs }: RuleBench,
  { question, bystanders }: Parted,
): RuleStretch {
  const { length } = question.actions;
  if (length === 0) return { question, bystanders, history: 'valid', isExplained: true, faults: [] };
  const explained = withShare(pools.search, 500_000 + 100 * length, (budget) =>
    search.explain(question, budget),
  );
  if (explained === 'valid') return { question, bystanders, history: 'valid', isExplained: true, faults: [] };
  const isWrong =
    explained === 'invalid' || question.actions.some((_, at) => isContradicted(search, question, at));
  if (!isWrong) return { question, bystanders, history: 'unknown', isExplained: false, faults: [] };
  return withShare(pools.evidence, 500_000 + 200 * length, (budget) => {
    const faults: Fault[] = [];
    const stretch = { search, outcome: scratch, minMarginUs, budget, question, faults };
    const rest = blame(stretch);
    const history = explained === 'invalid' || faults.length > 0 ? 'invalid' : 'unknown';
    return { question: stretch.question, bystanders, history, isExplained: rest === 'valid', faults };
  });
}
