import type { History } from '../../../history/history.js';
import type { KeyField } from '../../../history/action.js';
import { partitionOf } from '../partition.js';
import { withShare } from '../pools.js';
import type { Sighting } from '../search.js';
import { seen, type Windows } from '../windows.js';
import { nothingProven, proveStretch, type Cannot } from './cannot.js';
import { nobody } from './reasons.js';
import type { RuleBench } from './rule-bench.js';
import { stretchesOfKey, type RuleStretch } from './rule-stretches.js';

/** One key of one limit. */
export interface RuleKey {
  readonly bench: RuleBench;
  readonly rows: Int32Array;
  stretches: readonly RuleStretch[];
}

/** What the limits say one by one. */
export interface RulesJudged {
  readonly keys: readonly RuleKey[];
  /** By limit. */
  readonly cannot: readonly Cannot[];
  /** The key of each row, by limit. */
  readonly keyOf: readonly Int32Array[];
  /** Which limit each refusal is held against: the one it names, or the only one that can have refused. */
  readonly assigned: Int16Array;
}

/**
 * Judges every key of every limit as if there were no others. Refusals that only one of them can have
 * made are then held against that one, and its keys are judged again.
 */
export function judgeRules(
  history: History,
  windows: Windows,
  benches: readonly RuleBench[],
  named: Int16Array,
): RulesJudged {
  const keys: RuleKey[] = [];
  const keyOf = benches.map((bench) => {
    const own = new Int32Array(history.length).fill(nobody);
    for (const rows of rowsOfKeys(history, bench.model.per, windows)) {
      for (const row of rows) own[row] = keys.length;
      keys.push({ bench, rows, stretches: [] });
    }
    return own;
  });
  const judged = {
    keys,
    keyOf,
    cannot: benches.map(() => nothingProven(history.length)),
    assigned: named.slice(),
  };
  for (const key of keys) judgeKey(key, judged);
  for (const index of assignOthers(windows, judged)) judgeKey(keys[index], judged);
  return judged;
}

/** Keys on which anything was sent. */
function rowsOfKeys(history: History, per: readonly KeyField[], windows: Windows): readonly Int32Array[] {
  const { keys, rows, from } = partitionOf(history, per);
  const all = Array.from({ length: keys }, (_, key) => rows.subarray(from[key], from[key + 1]));
  return all.filter((own) => own.some((row) => windows.seen[row] !== seen.absent));
}

function judgeKey(key: RuleKey, { cannot, assigned }: RulesJudged): void {
  const { bench, rows } = key;
  const own = cannot[bench.rule];
  for (const row of rows) own.accept[row] = own.refuse[row] = 0;
  key.stretches = stretchesOfKey(bench, rows, assigned);
  for (const stretch of key.stretches) {
    const length = stretch.question.actions.length + stretch.bystanders.length;
    withShare(bench.pools.flips, 200_000 + 100 * length, (budget) =>
      proveStretch(bench, stretch, own, budget),
    );
  }
}

/** Assigns the refusals that only one limit can have made; returns the keys on which that says something new. */
function assignOthers(windows: Windows, { cannot, assigned, keyOf }: RulesJudged): readonly number[] {
  const changed = new Set<number>();
  for (let row = 0; row < assigned.length; row++) {
    if (windows.seen[row] !== seen.reject || assigned[row] !== nobody) continue;
    const rule = onlyOne(cannot, row);
    if (rule === nobody) continue;
    assigned[row] = rule;
    changed.add(keyOf[rule][row]);
  }
  return [...changed];
}

function onlyOne(cannot: readonly Cannot[], row: number): number {
  let only = nobody;
  for (let rule = 0; rule < cannot.length; rule++) {
    if (cannot[rule].refuse[row] === 1) continue;
    if (only !== nobody) return nobody;
    only = rule;
  }
  return only;
}

/** The stretch of a key that an answer belongs to, and the answer as it is there; `null` where there is none. */
export function stretchWith(
  { stretches }: RuleKey,
  row: number,
): { stretch: RuleStretch; action: Sighting } | null {
  for (const stretch of stretches) {
    const own = (one: Sighting): boolean => one.row === row;
    const action = stretch.question.actions.find(own) ?? stretch.bystanders.find(own);
    if (action !== undefined) return { stretch, action };
  }
  return null;
}
