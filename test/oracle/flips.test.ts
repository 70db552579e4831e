import { expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import type { History } from '../../src/history/history.js';
import {
  clearCourse,
  courseOf,
  fillCourse,
  readyCourse,
} from '../../src/oracle/contention/interval-recursion/course.js';
import { explain, progressOf } from '../../src/oracle/contention/interval-recursion/forward.js';
import { partitionOf } from '../../src/oracle/contention/partition.js';
import { rulesOf } from '../../src/oracle/contention/interval-recursion/rules.js';
import { wideningOf, windowsOf } from '../../src/oracle/contention/windows.js';
import { judge } from '../../src/oracle/judge.js';
import { judgements } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { correctRun, historyOfRun, type LimiterRun } from './limiter.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'flips';

const opposite = (action: Action): Action => ({
  ...action,
  outcome: action.outcome === 'accepted' ? 'rejected' : 'accepted',
});

/** The exact check of every key alone, without evidence. */
function hasExplanation(run: LimiterRun, history: History): boolean {
  const { model, assumptions } = run;
  if (model.driver.kind !== 'interval-recursion') throw new Error('a cooldown was expected');
  const windows = windowsOf(history, wideningOf(assumptions, false), assumptions.horizonUs);
  const { keys, rows, from } = partitionOf(history, model.per);
  const course = courseOf(rulesOf(model.driver.everyUs, assumptions, []), history.length);
  const progress = progressOf(history.length);
  return Array.from({ length: keys }, (_, key) => {
    clearCourse(course, -Infinity);
    const firstUs = fillCourse(course, windows, rows.subarray(from[key], from[key + 1]));
    if (assumptions.initial === 'unknown') course.startUs = firstUs;
    readyCourse(course);
    return explain(course, progress, { left: 1e7 }).history;
  }).every((result) => result === 'valid');
}

/** Every answer of a run, judged again with that one answer turned round and everything searched anew. */
function disagreements(run: LimiterRun): { readonly flips: number; readonly wrong: readonly string[] } {
  const history = historyOfRun(run);
  const { perAction } = judge(run.model, history, run.assumptions);
  const wrong: string[] = [];
  let flips = 0;
  for (let row = 0; row < history.length; row++) {
    const { id, outcome } = history.actionAt(row);
    if (outcome !== 'accepted' && outcome !== 'rejected') continue;
    flips++;
    const actions = run.actions.map((action) => (action.id === id ? opposite(action) : action));
    const couldDiffer = hasExplanation(run, historyOfRun({ actions }));
    const isRight = judgements[perAction[row]].startsWith('true-');
    if (isRight === couldDiffer) wrong.push(`row ${row}, ${outcome}: ${judgements[perAction[row]]}`);
  }
  return { flips, wrong };
}

it('a flip tried from the middle comes out as the whole history judged anew', () => {
  let flips = 0;
  for (let index = 0; index < 20; index++) {
    const tried = disagreements(correctRun(randomOf(seed, `run ${index}`)));
    expect(tried.wrong, `run ${index} of seed ${seed}`).toEqual([]);
    flips += tried.flips;
  }
  console.log(`seed ${seed}: ${flips} flips`);
  expect(flips).toBeGreaterThan(1_000);
});
