import { expect, it } from 'vitest';
import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { liveJudge } from '../../src/oracle/live-judge.js';
import type { LiveVerdict, Verdict } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { isAnswered, replay } from './live-replay.js';
import { correctRun, historyOfRun, wrongRun } from './limiter.js';
import { historyOf, pasteableRun, small, type Small } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'live';

/** The actions in the order of the history's rows. */
function rowsOf(run: Small) {
  const rows = historyOf(run);
  return { actions: Array.from({ length: rows.length }, (_, row) => rows.actionAt(row)), events: run.events };
}

function contradiction(live: LiveVerdict, final: Verdict): string | null {
  if (live.decided > final.decided) return `${live.decided} decided live, ${final.decided} in the end`;
  if (live.correct > final.correct) return `${live.correct} correct live, ${final.correct} in the end`;
  const proven = final.violations.filter(({ strength }) => strength === 'proven').length;
  if (live.violations > proven) return `${live.violations} violations live, ${proven} in the end`;
  return null;
}

it('never says live what the final verdict does not say, and takes nothing back', () => {
  const random = randomOf(seed, 'small');
  const seen = { decided: 0, violations: 0 };
  for (let index = 0; index < 2_500; index++) {
    const run = small(random);
    const model = cooldown({ per: ['resource'], everyUs: run.everyUs });
    const final = judge(model, historyOf(run), run.assumptions);
    const live = liveJudge(model, run.assumptions);
    let before = live.verdict();
    replay(rowsOf(run), live, () => {
      const now = live.verdict();
      const wrong = contradiction(now, final);
      if (wrong !== null) throw new Error(`${wrong}\n${pasteableRun(run)}`);
      expect(now.decided).toBeGreaterThanOrEqual(before.decided);
      expect(now.correct).toBeGreaterThanOrEqual(before.correct);
      before = now;
    });
    seen.decided += before.decided;
    seen.violations += before.violations;
  }
  console.log(`seed ${seed}: ${JSON.stringify(seen)}`);
  expect(seen.decided).toBeGreaterThan(500);
  expect(seen.violations).toBeGreaterThan(300);
});

it('sees most of a run with short windows while it goes on', () => {
  let [live, final] = [0, 0];
  for (let index = 0; index < 20; index++) {
    const run = wrongRun(randomOf(seed, `short windows ${index}`));
    const verdict = judge(run.model, historyOfRun(run), run.assumptions);
    const judging = liveJudge(run.model, run.assumptions);
    replay({ actions: run.actions, events: [] }, judging, () => undefined);
    expect(contradiction(judging.verdict(), verdict)).toBeNull();
    live += judging.verdict().decided;
    final += verdict.decided;
  }
  console.log(`${live} of ${final} decided while it went on`);
  expect(live).toBeGreaterThan(0.8 * final);
});

it('never contradicts the final verdict on a correct limiter under all troubles', () => {
  for (let index = 0; index < 150; index++) {
    const run = correctRun(randomOf(seed, `correct ${index}`));
    const live = liveJudge(run.model, run.assumptions);
    replay({ actions: run.actions, events: [] }, live, () => undefined);
    expect(live.verdict().violations).toBe(0);
    expect(contradiction(live.verdict(), judge(run.model, historyOfRun(run), run.assumptions))).toBeNull();
  }
});

it('knows less, but nothing wrong, when it is not told of sends', () => {
  const run = wrongRun(randomOf(seed, 'untold'));
  const final = judge(run.model, historyOfRun(run), run.assumptions);
  const live = liveJudge(run.model, run.assumptions);
  const answered = run.actions.filter(isAnswered);
  for (const action of answered.sort((a, b) => (a.settledAtUs ?? 0) - (b.settledAtUs ?? 0)))
    live.settled({ ...action, sentAtUs: action.sentAtUs ?? 0 });
  expect(contradiction(live.verdict(), final)).toBeNull();
  expect(live.verdict().violations).toBeGreaterThan(0);
});
