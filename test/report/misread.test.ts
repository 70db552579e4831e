import { describe, expect, it } from 'vitest';
import type { Verdict, Violation } from '../../src/oracle/verdict.js';
import { noLatency } from '../../src/report/latency.js';
import type { Report } from '../../src/report/report.js';
import { calmRun, historyOf, inputOf, opened, reportOf, runFacts, verdictOf } from './fixture.js';

const { actions, judged } = calmRun(20);
const delayed = { ...noLatency, count: 9, p99Us: 1000 };
const measured = { ...runFacts, harness: { ...runFacts.harness, eventLoopDelay: delayed } };
const unmeasured = {
  ...runFacts,
  harness: { ...runFacts.harness, eventLoopDelay: noLatency, rssBytes: 0 },
};

/** The calm run, whose refusals say another word than the wire waits for. */
function refusedInOtherWords(reason: string, run = measured): Report {
  const rows = actions.map((action) =>
    action.outcome === 'rejected' ? { ...action, outcome: 'error' as const, reason } : action,
  );
  const seen = judged.map((judgement, index) => (rows[index]?.outcome === 'error' ? 'open' : judgement));
  return reportOf(inputOf(historyOf(rows, opened(3)), verdictOf(seen), { run }));
}

describe('refusals in words that the wire does not know', () => {
  const report = refusedInOtherWords('matches neither accepted nor rejected: {error: "Cooldown"}');

  it('are the first reason, without advice on the plan', () => {
    expect(report.verdict).toBe('inconclusive');
    expect(report.reasons[0]).toMatch(
      /^\d+ of 20 answers matched neither .*\{error: "Cooldown"\}`: correct/u,
    );
    expect(report.reasons.join()).toContain('no reject could be decided');
    expect(report.reasons.join()).not.toContain('plan some certain rejects');
  });

  it('send the reader to the trace, not to margins', () => {
    expect(report.next[0]).toMatch(/See what the server really answers/u);
    expect(report.next.join()).not.toMatch(/margin|generator/u);
  });

  it('are told apart from errors that were understood', () => {
    const other = refusedInOtherWords('503');
    expect(other.reasons[0]).toMatch(/no reject could be decided.*plan some certain rejects/u);
  });
});

it('blames no wire where a server was simulated and understood nothing', () => {
  const rows = actions.map((action) => ({ ...action, outcome: 'error' as const, reason: 'invalid' }));
  const all = (run: typeof runFacts): string =>
    reportOf(inputOf(historyOf(rows, opened(3)), verdictOf(rows.map(() => 'open')), { run })).reasons.join();
  expect(all(unmeasured)).toContain('a reference server knows its own messages only');
  expect(all(measured)).not.toContain('reference server');
});

const refusal = (key: string, rows: readonly number[]): Violation => ({
  kind: 'false-reject',
  key,
  rows,
  because: `${key} refused u0`,
  chain: [],
  marginUs: 9000,
  strength: 'proven',
});
const nextAfter = (violations: readonly Violation[], initial: 'fresh' | 'unknown'): string => {
  const base = verdictOf(judged);
  const verdict: Verdict = { ...base, violations, assumptions: { ...base.assumptions, initial } };
  return reportOf(inputOf(historyOf(actions, opened(3)), verdict, { run: measured })).next.join('\n');
};

describe('refusals that are proven wrong', () => {
  const freshOnes = [refusal('r0', [0]), refusal('r1', [1])];

  it('on several fresh keys point at the field that names the resource', () => {
    expect(nextAfter(freshOnes, 'fresh')).toContain('does the server read the field');
    expect(nextAfter([refusal('r0', [0]), refusal('r0', [3])], 'fresh')).not.toContain('the field');
    expect(nextAfter([refusal('r0', [0, 3]), refusal('r1', [1, 4])], 'fresh')).not.toContain('the field');
  });

  it('ask for ${run} only where the keys were not fresh anyway', () => {
    expect(nextAfter(freshOnes, 'unknown')).toContain('${run} in the resource names');
    expect(nextAfter(freshOnes, 'fresh')).toContain('only if nobody else used these keys.');
    expect(nextAfter(freshOnes, 'fresh')).not.toContain('${run}');
  });
});
