import type { History } from '../../../history/history.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { Model } from '../../../models/model.js';
import { outcomes, type Fault, type KeyVerdict } from '../key-verdict.js';
import { poolsOf } from '../pools.js';
import { restartsOf } from '../restarts.js';
import { searchOf } from '../searches.js';
import { seen, type Widening, type Windows } from '../windows.js';
import { worldOf } from '../world.js';
import { blamedRow, faultsOf, type RuleFault } from './faults.js';
import { judgeTogether } from './together.js';
import { namedRules, nobody } from './reasons.js';
import { isMovedByRefusals, type RuleBench } from './rule-bench.js';
import { judgeRules, type RuleKey, type RulesJudged } from './rules-judged.js';

/** Everything several limits are judged with. */
export interface CompositionHearing {
  readonly model: Model;
  readonly rules: readonly Model[];
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly widening: Widening;
  readonly windows: Windows;
  /** Gets one of `outcomes` for each row. */
  readonly outcome: Uint8Array;
}

/** What was found under several limits. */
export interface CompositionVerdict {
  /** Every key of every limit; their faults are among those of all. */
  readonly keys: readonly { readonly rule: Model; readonly rows: Int32Array; readonly verdict: KeyVerdict }[];
  readonly faults: readonly RuleFault[];
}

/**
 * Judges several limits that hold at once. Each is judged alone, on its own keys: what has no explanation
 * under one of them has none at all, an accept was the only right answer when each must accept, and a
 * refusal when one must refuse. Then whatever hangs together is looked at as a whole, as far as that can
 * be done.
 */
export function judgeComposition(hearing: CompositionHearing): CompositionVerdict {
  const { model, rules, history, windows, outcome } = hearing;
  const benches = benchesOf(hearing);
  const named = namedRules(history, windows, rules);
  const judged = judgeRules(history, windows, benches, named);
  const own = faultsOf({ composition: model, benches, windows, judged, named });
  markRows(windows, judged, named, outcome);
  const together = judgeTogether(hearing, benches, judged, named, own);
  const faults = [...own, ...together.faults];
  for (const { fault } of own) markFault(outcome, fault);
  const keys = judged.keys.map((key, index) => ({
    rule: key.bench.model,
    rows: key.rows,
    verdict: { history: together.historyOf(index), faults: [], notes: notesOf(key) },
  }));
  return { keys, faults };
}

function benchesOf(hearing: CompositionHearing): readonly RuleBench[] {
  const { rules, history, assumptions, widening, windows } = hearing;
  const { exclusive, complete, initial, minMarginUs } = assumptions;
  const restarts = restartsOf(history, assumptions, widening);
  const scratch = new Uint8Array(history.length);
  return rules.map((model, rule): RuleBench => {
    const search = searchOf(worldOf(model, history, assumptions));
    const { forgetsAfterUs } = search;
    const setting = { initial, isAlone: exclusive && complete, restarts, forgetsAfterUs };
    const isMoved = isMovedByRefusals(model);
    return {
      rule,
      model,
      search,
      setting,
      windows,
      pools: poolsOf(history.length),
      minMarginUs,
      scratch,
      isMoved,
    };
  });
}

/** An accept was the only right answer if no limit can have refused it, a refusal if one cannot have accepted it. */
function markRows(windows: Windows, { cannot }: RulesJudged, named: Int16Array, outcome: Uint8Array): void {
  for (let row = 0; row < outcome.length; row++) {
    const kind = windows.seen[row];
    if (kind !== seen.accept && kind !== seen.reject) continue;
    const isRight =
      kind === seen.accept
        ? cannot.every(({ refuse }) => refuse[row] === 1)
        : cannot.some(
            ({ accept }, rule) => accept[row] === 1 && (named[row] === nobody || named[row] === rule),
          );
    outcome[row] = isRight ? outcomes.right : outcomes.undecidable;
  }
}

function markFault(outcome: Uint8Array, fault: Fault): void {
  if (fault.kind === 'no-explanation') return;
  const row = blamedRow(fault);
  if (fault.isNearEdge) outcome[row] = outcomes.nearEdge;
  else outcome[row] = fault.kind === 'wrong-reason' ? outcomes.wrongReason : outcomes.wrong;
}

function notesOf({ stretches }: RuleKey): readonly string[] {
  return stretches.some(({ history }) => history === 'unknown')
    ? ['the search for an explanation gave up']
    : [];
}
