import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import type { History } from '../../src/history/history.js';
import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { liveJudge, type LiveAccusation } from '../../src/oracle/live-judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { correctRunOf, historyOfCorrect, servers, textOfRun, type CorrectRun } from './correct-server.js';
import { historyOfRun, wrongRun } from './limiter.js';
import { replay, type Left } from './live-replay.js';
import { historyOf, pasteableRun, small } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'accused';
const runs = Number(process.env['TURNWISE_TEST_RUNS'] ?? 40);

type Accusation = LiveAccusation<Left>;

/** What is said against somebody live, but not in the end: there has to be nothing. */
function unfounded(accused: readonly Accusation[], history: History, final: Verdict): readonly string[] {
  const blamed = new Set(
    final.violations
      .filter(({ strength }) => strength === 'proven')
      .map(({ kind, rows }) => nameOf(kind, history.actionAt(rows.at(-1) ?? -1))),
  );
  return accused.map(({ kind, action }) => nameOf(kind, action)).filter((name) => !blamed.has(name));
}

/** Keys that are accused live, but not in the end, or twice. */
function groundless(
  { model, actions }: CorrectRun,
  accused: readonly Accusation[],
  final: Verdict,
): readonly string[] {
  const keyOf = (action: Action): string => model.per.map((field) => action[field] ?? '').join(' ');
  const proven = final.violations.filter(({ strength }) => strength === 'proven');
  const keys = new Set(proven.flatMap(({ rows }) => rows.map((row) => keyOf(actions[row]))));
  const named = accused.map(({ action }) => keyOf(action));
  return named.filter((key, index) => !keys.has(key) || named.indexOf(key) !== index);
}

const nameOf = (kind: string, { id, sentAtUs, settledAtUs }: Action): string =>
  `${kind} of ${id}, ${sentAtUs} to ${settledAtUs}`;

/** The same run of a server that answered some of its attempts the other way round. */
function broken(random: Random, run: CorrectRun): CorrectRun {
  const actions = run.actions.map((action) => {
    const isTurned = action.outcome !== 'unknown' && random.below(5) === 0;
    if (!isTurned) return action;
    return { ...action, outcome: action.outcome === 'accepted' ? 'rejected' : 'accepted' } as const;
  });
  return { ...run, actions };
}

describe(`accusations while a run goes on (seed ${seed})`, () => {
  it('are those of the final verdict, action by action, for a cooldown', () => {
    const random = randomOf(seed, 'small');
    let count = 0;
    for (let index = 0; index < 2_500; index++) {
      const run = small(random);
      const model = cooldown({ per: ['resource'], everyUs: run.everyUs });
      const history = historyOf(run);
      const accused: Accusation[] = [];
      const live = liveJudge<Left>(model, run.assumptions, (accusation) => accused.push(accusation));
      const actions = Array.from({ length: history.length }, (_, row) => history.actionAt(row));
      replay({ actions, events: run.events }, live, () =>
        expect(accused).toHaveLength(live.verdict().violations),
      );
      const wrong = unfounded(accused, history, judge(model, history, run.assumptions));
      if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\n${pasteableRun(run)}`);
      count += accused.length;
    }
    expect(count).toBeGreaterThan(300);
  });

  it('name the answers of a limiter that lets go too early', () => {
    let count = 0;
    for (let index = 0; index < 20; index++) {
      const run = wrongRun(randomOf(seed, `wrong ${index}`));
      const history = historyOfRun(run);
      const accused: Accusation[] = [];
      const live = liveJudge<Left>(run.model, run.assumptions, (accusation) => accused.push(accusation));
      replay({ actions: run.actions, events: [] }, live, () => undefined);
      expect(unfounded(accused, history, judge(run.model, history, run.assumptions))).toEqual([]);
      count += accused.length;
    }
    expect(count).toBeGreaterThan(20);
  });

  it.each(Object.entries(servers))('are about keys that the final verdict accuses for %s', (name, server) => {
    let count = 0;
    for (let index = 0; index < runs; index++) {
      const random = randomOf(seed, `${name} ${index}`);
      const run = broken(random, correctRunOf(random, server));
      const history = historyOfCorrect(run);
      const accused: Accusation[] = [];
      const live = liveJudge<Left>(run.model, run.assumptions, (accusation) => accused.push(accusation));
      replay(run, live, () => expect(accused).toHaveLength(live.verdict().violations));
      live.verdict();
      const final = judge(run.model, history, run.assumptions);
      const wrong =
        run.model.driver.kind === 'interval-recursion'
          ? unfounded(accused, history, final)
          : groundless(run, accused, final);
      if (wrong.length > 0) throw new Error(`run ${index}: ${wrong.join('; ')} ${textOfRun(run)}`);
      count += accused.length;
    }
    console.log(`${name}: ${count} accused`);
    if (name === 'cooldown' || name === 'once' || name === 'capacity') expect(count).toBeGreaterThan(2);
  });
});
