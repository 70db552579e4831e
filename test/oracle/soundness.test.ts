import { expect, it } from 'vitest';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict, Violation } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { correctRun, historyOfRun, wrongRun, type LimiterRun } from './limiter.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'soundness';

const judged = (run: LimiterRun): Verdict => judge(run.model, historyOfRun(run), run.assumptions);

it('never accuses a correct limiter, whatever the network and its clock do', () => {
  const seen = { runs: 600, decided: 0, undecidable: 0 };
  for (let index = 0; index < seen.runs; index++) {
    const verdict = judged(correctRun(randomOf(seed, `run ${index}`)));
    expect(verdict.violations, `run ${index} of seed ${seed}`).toEqual([]);
    expect(verdict.history).toBe('valid');
    seen.decided += verdict.decided;
    seen.undecidable += verdict.undecidable;
  }
  console.log(`seed ${seed}: ${JSON.stringify(seen)}`);
  expect(seen.decided).toBeGreaterThan(seen.undecidable);
});

it('finds a limiter that lets go too early, and says of it only what is true', () => {
  let found = 0;
  for (let index = 0; index < 100; index++) {
    const run = wrongRun(randomOf(seed, `wrong ${index}`));
    const verdict = judged(run);
    for (const violation of verdict.violations) expectTrue(run, violation);
    if (verdict.violations.some(({ strength }) => strength === 'proven')) found++;
  }
  expect(found).toBeGreaterThan(66);
});

/** The numbers of a sentence against what the server really did. */
function expectTrue(run: LimiterRun, violation: Violation): void {
  const history = historyOfRun(run);
  const decided = violation.rows.map((row) => run.decidedAtUs.get(history.actionAt(row).id) ?? NaN);
  expect(violation.kind).not.toBe('false-reject');
  if (violation.kind !== 'false-accept') return;
  const said = /(?:at most|within) ([\d.]+) ms/u.exec(violation.because)?.[1];
  const apartUs = Math.abs(decided[1] - decided[0]);
  expect(Number(said) * 1000, violation.because).toBeGreaterThanOrEqual(Math.floor(apartUs));
  expect(Number(said) * 1000).toBeLessThan(run.model.spacingUs);
}
