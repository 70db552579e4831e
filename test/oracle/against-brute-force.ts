import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { judgements, type Judgement, type Verdict, type Violation } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { hasExplanation, type Tiny } from './brute-force.js';
import { bareKeys, historyOf, pasteableRun, small, type BareKey, type Small } from './small.js';

/** What a comparison saw. */
export interface Compared {
  runs: number;
  invalid: number;
  decided: number;
  falseAccepts: number;
  falseRejects: number;
  unexplained: number;
  nearEdge: number;
}

/** Judges small runs and checks everything the verdict says against the brute force. Throws on a difference. */
export function compareVerdicts(seed: string, runs: number): Compared {
  const random = randomOf(seed, 'small');
  const compared: Compared = {
    runs,
    invalid: 0,
    decided: 0,
    falseAccepts: 0,
    falseRejects: 0,
    unexplained: 0,
    nearEdge: 0,
  };
  for (let index = 0; index < runs; index++) compareRun(small(random), compared);
  return compared;
}

/** The same for one run. */
export function compareRun(run: Small, compared: Compared): void {
  const history = historyOf(run);
  const verdict = judge(cooldown({ per: ['resource'], everyUs: run.everyUs }), history, run.assumptions);
  const keys = bareKeys(run, history);
  const complain = (message: string): never => {
    throw new Error(`${message}\n${pasteableRun(run)}`);
  };
  checkCounts(verdict, complain);
  const explained = keys.every(({ tiny, world }) => hasExplanation(tiny, world));
  if (explained !== (verdict.history === 'valid')) complain(`history is ${verdict.history}`);
  if (explained !== (verdict.violations.length === 0)) complain('violations do not go with the history');
  for (const key of keys) {
    const own = verdict.violations.filter(({ rows }) => key.rows.includes(rows[0]));
    checkRight(key, own, verdict, complain);
    for (const violation of own) {
      checkCore(key, violation, complain);
      checkMargin(key, own, violation, run, complain);
      tally(violation, compared);
    }
  }
  compared.decided += verdict.decided;
  if (!explained) compared.invalid++;
}

type Complain = (message: string) => never;

function checkCounts(verdict: Verdict, complain: Complain): void {
  const count = (kind: Judgement): number =>
    verdict.perAction.filter((code) => judgements[code] === kind).length;
  const { trueAccepts, trueRejects, falseAccepts, falseRejects } = verdict;
  if (verdict.correct !== trueAccepts + trueRejects) complain('correct does not add up');
  if (verdict.decided !== verdict.correct + falseAccepts + falseRejects) complain('decided does not add up');
  if (count('true-accept') !== trueAccepts || count('false-reject') !== falseRejects) complain('miscounted');
  const blamed = (kind: Violation['kind']): number =>
    verdict.violations.filter((one) => one.kind === kind && one.strength === 'proven').length;
  if (blamed('false-accept') !== falseAccepts) complain('a false accept without a violation');
  if (blamed('false-reject') !== falseRejects) complain('a false reject without a violation');
}

const opposite = { accept: 'reject', reject: 'accept', unknown: 'unknown' } as const;
const unknown = (one: Tiny): Tiny => ({ ...one, answer: 'unknown' });

/** An answer counts as right exactly when its opposite has no explanation. */
function checkRight(
  { rows, tiny, world }: BareKey,
  violations: readonly Violation[],
  verdict: Verdict,
  complain: Complain,
): void {
  const blamed = new Set(
    violations.filter(({ kind }) => kind !== 'no-explanation').map((one) => one.rows[one.rows.length - 1]),
  );
  rows.forEach((row, index) => {
    if (tiny[index].answer === 'unknown' || blamed.has(row)) return;
    const flipped = tiny.map((one, other) => {
      if (other === index) return { ...one, answer: opposite[one.answer] };
      return blamed.has(rows[other]) ? unknown(one) : one;
    });
    const isRight = judgements[verdict.perAction[row]].startsWith('true-');
    const couldDiffer = hasExplanation(flipped, world);
    if (isRight && couldDiffer) complain(`row ${row} counts as right, but its opposite has an explanation`);
    if (violations.length === 0 && !isRight && !couldDiffer) complain(`row ${row} should count as right`);
  });
}

/** The rows of a violation have no explanation; when any one of them is unknown they have. */
function checkCore({ rows, tiny, world }: BareKey, violation: Violation, complain: Complain): void {
  const knownOnly = (known: readonly number[]): readonly Tiny[] =>
    tiny.map((one, index) => (known.includes(rows[index]) ? one : unknown(one)));
  if (hasExplanation(knownOnly(violation.rows), world)) complain(`no proof: ${violation.because}`);
  for (const row of violation.rows) {
    const others = violation.rows.filter((other) => other !== row);
    if (!hasExplanation(knownOnly(others), world)) complain(`row ${row} is not needed: ${violation.because}`);
  }
}

/**
 * The margin is the least widening after which the violation is gone, when all that was or may have
 * been accepted besides is free to help, and other rejects ask for nothing.
 */
function checkMargin(
  { rows, tiny, world }: BareKey,
  violations: readonly Violation[],
  violation: Violation,
  run: Small,
  complain: Complain,
): void {
  const { kind, marginUs } = violation;
  const core = kind === 'false-reject' ? violation.rows.slice(-1) : violation.rows;
  if (kind === 'no-explanation' && violations.some((one) => one !== violation && one.kind === kind)) return;
  const blamed = violations
    .filter((one) => one.kind !== 'no-explanation')
    .map((one) => one.rows[one.rows.length - 1]);
  const others = tiny.filter((one, index) => {
    if (core.includes(rows[index])) return false;
    const settledFirst = one.endUs <= tiny[rows.indexOf(core[core.length - 1])].endUs;
    const wasBlamed = blamed.includes(rows[index]) && (settledFirst || kind === 'no-explanation');
    return one.answer !== 'reject' || wasBlamed;
  });
  const known = core.map((row) => tiny[rows.indexOf(row)]);
  const gone = (widenUs: number): boolean =>
    hasExplanation(
      [...known, ...others.map(unknown)].map((one) => ({
        ...one,
        startUs: one.startUs - widenUs,
        endUs: one.endUs + widenUs,
      })),
      { ...world, startUs: world.startUs === null ? null : world.startUs + widenUs },
    );
  if (violation.strength !== (marginUs < run.assumptions.minMarginUs ? 'near-edge' : 'proven'))
    complain(`strength ${violation.strength} with a margin of ${marginUs}`);
  if (gone(marginUs - 1)) complain(`the margin of ${marginUs} is too large: ${violation.because}`);
  const never = kind === 'false-reject' && others.length === 0 && world.startUs === null;
  if (!never && !gone(marginUs)) complain(`the margin of ${marginUs} is too small: ${violation.because}`);
}

function tally({ kind, strength }: Violation, compared: Compared): void {
  if (strength === 'near-edge') compared.nearEdge++;
  else if (kind === 'false-accept') compared.falseAccepts++;
  else if (kind === 'false-reject') compared.falseRejects++;
  else compared.unexplained++;
}
