import type { Model } from '../../../models/model.js';
import type { Fault } from '../key-verdict.js';
import { withShare } from '../pools.js';
import { seen, type Windows } from '../windows.js';
import { bystandersNeeded, noRefusal, type NoRefusal } from './rule-evidence.js';
import type { RuleBench } from './rule-bench.js';
import type { RuleStretch } from './rule-stretches.js';
import { stretchWith, type RuleKey, type RulesJudged } from './rules-judged.js';

/** Something wrong, and under which limit: one of several, or all of them together. */
export interface RuleFault {
  readonly model: Model;
  readonly fault: Fault;
}

/** What faults are made of. */
export interface Findings {
  readonly composition: Model;
  readonly benches: readonly RuleBench[];
  readonly windows: Windows;
  readonly judged: RulesJudged;
  /** Which limit each refusal names itself. */
  readonly named: Int16Array;
}

/** Everything wrong that the limits prove one by one; nobody is blamed twice. */
export function faultsOf(findings: Findings): readonly RuleFault[] {
  const own = findings.judged.keys.flatMap((key) =>
    key.stretches.flatMap((stretch) => stretch.faults.map((fault) => faultOf(findings, key, stretch, fault))),
  );
  const blamed = new Map<number, RuleFault>();
  for (const one of [...own, ...refusedByNobody(findings)]) {
    const row = blamedRow(one.fault);
    const other = blamed.get(row);
    if (other === undefined || isBetter(one, other)) blamed.set(row, one);
  }
  return [...blamed.values()].sort((a, b) => blamedRow(a.fault) - blamedRow(b.fault));
}

/** The row a fault blames. */
export const blamedRow = ({ rows }: Fault): number => rows[rows.length - 1];

/** Refusals none of the limits can have made. */
function refusedByNobody(findings: Findings): readonly RuleFault[] {
  const { judged, windows } = findings;
  const faults: RuleFault[] = [];
  for (let row = 0; row < windows.seen.length; row++)
    if (windows.seen[row] === seen.reject && judged.cannot.every(({ refuse }) => refuse[row] === 1))
      faults.push(refusal(findings, row, Infinity));
  return faults;
}

/** What one limit found wrong, as far as it holds with the others beside it. */
function faultOf(findings: Findings, key: RuleKey, stretch: RuleStretch, fault: Fault): RuleFault {
  const { judged, named } = findings;
  const { bench } = key;
  const row = blamedRow(fault);
  if (fault.kind === 'false-reject') {
    const isNobodys = judged.cannot.every(({ refuse }, rule) => rule === bench.rule || refuse[row] === 1);
    if (isNobodys) return refusal(findings, row, fault.marginUs);
  }
  const kind = fault.kind === 'false-reject' ? 'wrong-reason' : fault.kind;
  const rests = fault.rows.flatMap((one) =>
    judged.assigned[one] === bench.rule && named[one] !== bench.rule
      ? noRefusals(findings, one, bench.rule)
      : [],
  );
  const bystanders = withShare(bench.pools.evidence, 100_000, (budget) =>
    bystandersNeeded(bench, stretch, fault.rows, budget),
  );
  const others = [...bystanders, ...rests.flatMap((rest) => rest.others)];
  const marginUs = Math.min(fault.marginUs, ...rests.map((rest) => rest.marginUs));
  return { model: bench.model, fault: made(bench, { ...fault, kind, marginUs }, others) };
}

/** A refusal that no limit can have made: what each of them says to it. */
function refusal(findings: Findings, row: number, marginMostUs: number): RuleFault {
  const { benches, composition } = findings;
  const proofs = noRefusals(findings, row, null);
  const fault: Fault = {
    kind: 'false-reject',
    rows: [row],
    marginUs: Math.min(marginMostUs, ...proofs.map(({ marginUs }) => marginUs)),
    isNearEdge: false,
    idleSinceUs: Math.max(-Infinity, ...proofs.map(({ idleSinceUs }) => idleSinceUs)),
  };
  const others = proofs.flatMap((proof) => proof.others);
  return { model: composition, fault: made(benches[0], fault, others) };
}

/** Why the limits, all but one of them, cannot have refused a row. */
function noRefusals({ judged, benches }: Findings, row: number, except: number | null): readonly NoRefusal[] {
  return benches.flatMap((bench) => {
    if (bench.rule === except) return [];
    const found = stretchWith(judged.keys[judged.keyOf[bench.rule][row]], row);
    if (found === null) return [];
    return withShare(bench.pools.evidence, 100_000, (budget) => [
      noRefusal(bench, found.stretch, found.action, budget),
    ]);
  });
}

function made({ minMarginUs }: RuleBench, fault: Fault, others: readonly number[]): Fault {
  const row = blamedRow(fault);
  const rows = [...new Set([...others, ...fault.rows])].filter((one) => one !== row).sort((a, b) => a - b);
  return { ...fault, rows: [...rows, row], isNearEdge: fault.marginUs < minMarginUs };
}

const kinds: readonly Fault['kind'][] = ['false-accept', 'false-reject', 'wrong-reason', 'no-explanation'];

/** Which of two faults that blame the same row is told; the order of the limits makes no difference. */
function isBetter(one: RuleFault, other: RuleFault): boolean {
  const [a, b] = [one.fault, other.fault];
  if (a.isNearEdge !== b.isNearEdge) return b.isNearEdge;
  if (a.kind !== b.kind) return kinds.indexOf(a.kind) < kinds.indexOf(b.kind);
  if (a.marginUs !== b.marginUs) return a.marginUs > b.marginUs;
  return one.model.describe < other.model.describe;
}
