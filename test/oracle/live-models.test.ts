import { describe, expect, it } from 'vitest';
import { judge } from '../../src/oracle/judge.js';
import { liveJudge, type LiveJudge } from '../../src/oracle/live-judge.js';
import type { LiveVerdict, Verdict } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { correctRunOf, historyOfCorrect, servers, textOfRun, type CorrectRun } from './correct-server.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'live models';
const runs = Number(process.env['TURNWISE_TEST_RUNS'] ?? 120);

/** Tells a live judge of a run as it would have happened, and looks at its verdict after each step. */
function replay({ actions, events }: CorrectRun, live: LiveJudge, look: () => void): void {
  const moments: { readonly atUs: number; readonly rank: number; readonly tell: () => void }[] = [];
  for (const event of events) moments.push({ atUs: event.atUs, rank: 0, tell: () => live.event(event) });
  for (const action of actions) {
    const sentAtUs = action.sentAtUs ?? 0;
    moments.push({ atUs: sentAtUs, rank: 1, tell: () => live.sent({ ...action, sentAtUs }) });
    const atUs = action.settledAtUs ?? Infinity;
    moments.push({ atUs, rank: 2, tell: () => live.settled({ ...action, sentAtUs }) });
  }
  moments.sort((a, b) => (a.atUs === b.atUs ? a.rank - b.rank : a.atUs - b.atUs));
  for (const { tell } of moments) {
    tell();
    look();
  }
}

/** With attempts that cost differently or a clock that drifts the final verdict may know less. */
function contradiction(
  { actions, assumptions }: CorrectRun,
  live: LiveVerdict,
  final: Verdict,
): string | null {
  if (live.violations > 0) return `${live.violations} violations live`;
  if (live.correct < live.decided) return `${live.correct} correct of ${live.decided} decided live`;
  if (assumptions.driftPpm > 0 || new Set(actions.map(({ cost }) => cost)).size > 1) return null;
  return live.decided > final.decided ? `${live.decided} decided live, ${final.decided} in the end` : null;
}

describe(`a correct server under declared troubles (seed ${seed})`, () => {
  it.each(Object.entries(servers))('%s is never accused, live or in the end', (name, server) => {
    const seen = { accepts: 0, rejects: 0, live: 0, unknown: 0 };
    for (let index = 0; index < runs; index++) {
      const run = correctRunOf(randomOf(seed, `${name} ${index}`), server);
      const final = judge(run.model, historyOfCorrect(run), run.assumptions);
      if (final.history === 'invalid' || final.violations.length > 0)
        throw new Error(
          `run ${index}: ${final.violations.map(({ because }) => because).join(' ')} ${textOfRun(run)}`,
        );
      const live = liveJudge(run.model, run.assumptions);
      let before = live.verdict();
      replay(run, live, () => {
        const now = live.verdict();
        const wrong = contradiction(run, now, final);
        if (wrong !== null) throw new Error(`run ${index}: ${wrong} ${textOfRun(run)}`);
        expect(now.decided).toBeGreaterThanOrEqual(before.decided);
        before = now;
      });
      seen.accepts += final.trueAccepts;
      seen.rejects += final.trueRejects;
      seen.live += before.decided;
      if (final.history === 'unknown') seen.unknown++;
    }
    console.log(name, JSON.stringify(seen));
    expect(seen.accepts).toBeGreaterThan(0);
    if (name !== 'upsert' && name !== 'unlimited') expect(seen.rejects).toBeGreaterThan(0);
    if (name.endsWith('nobody knows')) expect(seen.live).toBe(0);
    else expect(seen.live).toBeGreaterThan(0);
  });
});
