import { describe, expect, it } from 'vitest';
import { openReasons } from '../../src/history/outcome.js';
import type { ReportInput } from '../../src/report/report-of.js';
import { stopText } from '../../src/thresholds/stop-text.js';
import {
  actionOf,
  calmRun,
  demandOf,
  historyOf,
  inputOf,
  opened,
  reportOf,
  runFacts,
  verdictOf,
} from './fixture.js';

const calm = calmRun(60);
const planned = 80;
const plan = { hash: 'sha256:0', header: { users: 3, resources: 3, actions: planned, durationUs: 1e7 } };

/** The first 60 of 80 actions, and what is demanded of them. */
function cutReport(texts: readonly string[], changes: Partial<ReportInput> = {}) {
  const thresholds = texts.map((text) => demandOf(text));
  return reportOf(
    inputOf(historyOf(calm.actions, opened(3)), verdictOf(calm.judged), { plan, thresholds, ...changes }),
  );
}

const stopped = { run: { ...runFacts, interrupted: true } };

describe('a run that somebody stopped', () => {
  it('fails no threshold that the rest of it could have met, and meets none', () => {
    const open = ['actions.accepted >= 40', 'actions.sent == 80', 'latency.accepted.p50 >= 1s'];
    const report = cutReport([...open, 'latency.accepted.p95 < 1h', 'oracle.accuracy == 1'], stopped);
    expect(report.verdict).toBe('inconclusive');
    expect(report.reasons).toHaveLength(1);
    for (const { ok, actual, why } of report.thresholds)
      expect({ ok, actual, why }).toEqual({
        ok: null,
        actual: null,
        why: expect.stringMatching(/^the run did not come to its end/u) as string,
      });
  });

  it('fails one that nothing could have mended', () => {
    const report = cutReport(['actions.rejected <= 20', 'latency.accepted.max < 1us'], stopped);
    expect(report.verdict).toBe('fail');
    expect(report.thresholds.map(({ ok }) => ok)).toEqual([false, false]);
  });

  it('by the longest time that it was given holds what it held, and fails for sure or not at all', () => {
    const [held, open, failed] = cutReport([
      'latency.accepted.p95 < 1h',
      'actions.accepted >= 40',
      'actions.accepted >= 60',
    ]).thresholds;
    expect([held?.ok, open?.ok, failed?.ok]).toEqual([true, null, false]);
    expect(open?.why).toMatch(/20 planned actions to come/u);
  });

  it('fails by the threshold that stopped it, also where only its part of the plan made that sure', () => {
    const threshold = demandOf('actions.rejected <= 14', {
      scope: { by: 'phase', name: 'rounds' },
      abortAfterUs: 0,
    });
    const note = { kind: 'note', atUs: 5_000_000, text: stopText(threshold) } as const;
    const history = historyOf(calm.actions, [...opened(3), note]);
    const input = { ...stopped, plan, thresholds: [threshold, demandOf('actions.accepted >= 40')] };
    const report = reportOf(inputOf(history, verdictOf(calm.judged), input));
    expect(report.verdict).toBe('fail');
    expect(report.thresholds.map(({ ok }) => ok)).toEqual([false, null]);
  });
});

describe('a run that broke off', () => {
  const lost = calm.actions.map((action, id) =>
    id < 22
      ? action
      : actionOf({ ...action, settledAtUs: null, outcome: 'unknown', reason: openReasons.onlyPlanned }),
  );
  const history = historyOf(lost, opened(3), false);
  const judged = verdictOf(lost.map((_, id) => (id < 22 ? (calm.judged[id] ?? 'open') : 'open')));

  it('accuses nobody of what was not written down', () => {
    const texts = ['actions.unknown == 0', 'actions.acceptedShare >= 50%', 'harness.lateness.p50 < 1us'];
    const thresholds = texts.map((text) => demandOf(text));
    const report = reportOf(inputOf(history, judged, { thresholds }));
    expect(report.verdict).toBe('inconclusive');
    expect(report.thresholds.map(({ ok }) => ok)).toEqual([null, null, null]);
  });

  it('says how many were surely sent', () => {
    expect(reportOf(inputOf(history, judged)).reasons[0]).toMatch(
      /breaks off .*: at least 22 and at most 60 of 60 planned actions were sent$/u,
    );
  });
});

describe('a run whose times cannot be trusted', () => {
  it('leaves open what rests on times and on verdicts, of the run and of its parts', () => {
    const texts = ['oracle.accuracy == 1', 'latency.accepted.p95 < 1us', 'actions.sentPerSecondMin > 99'];
    const scope = { by: 'phase', name: null } as const;
    const thresholds = texts.flatMap((text) => [demandOf(text), demandOf(text, { scope })]);
    const verdict = verdictOf(calm.judged, { void: 'the clocks parted' });
    const report = reportOf(inputOf(historyOf(calm.actions, opened(3)), verdict, { thresholds }));
    for (const { ok, why } of report.thresholds)
      expect([ok, why]).toEqual([null, 'the recorded times cannot be trusted (the clocks parted)']);
    expect(report.reasons).toHaveLength(1);
  });
});
