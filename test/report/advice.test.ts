import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { noLatency } from '../../src/report/latency.js';
import { actionOf, calmRun, historyOf, inputOf, opened, reportOf, runFacts, verdictOf } from './fixture.js';
import { logged, lost, misread, passing, simulated } from '../reporters/samples.js';

const { actions, judged } = calmRun(20);

describe('what to do next', () => {
  it('asks about the event and the acknowledgement when nothing is answered', () => {
    const rows = [actionOf({ outcome: 'unknown', settledAtUs: null, reason: 'no answer in time' })];
    const report = reportOf(inputOf(historyOf(rows, opened(1)), verdictOf(['open'])));
    expect(report.next[0]).toMatch(/does not know the event .* does not acknowledge\. .*--trace u0/u);
    const text = 'an answer named no action that waits for one (the first on u0.1): repeated, or not ours';
    const heard = historyOf(rows, [...opened(1), { kind: 'note', atUs: 9, text }]);
    expect(reportOf(inputOf(heard, verdictOf(['open']))).next[0]).toMatch(/path of the wire's id/u);
    expect(report.reasons[0]).toMatch(/no answer in time \(1 time\)$/u);
  });

  it('sends those whose answers are not read to the trace, not to the margin', () => {
    expect(misread.reasons).toEqual([
      "51 of 60 answers matched neither accepted nor rejected, most often `{took: #}`: correct the wire's accepted and rejected",
    ]);
    expect(misread.next.join()).toContain('--trace');
    expect(misread.next.join()).not.toContain('margin');
    expect(misread.actionReasons[0]).toMatchObject({ outcome: 'error', count: 51 });
  });

  it('asks for more room only where a slow generator left answers open', () => {
    const late = { ...noLatency, count: 9, p99Us: 90_000 };
    const run = { ...runFacts, harness: { ...runFacts.harness, eventLoopDelay: late } };
    const advice = (rows: typeof actions, seen: typeof judged): string =>
      reportOf(inputOf(historyOf(rows, opened(3)), verdictOf(seen), { run })).next.join();
    const open = judged.map((judgement, index) => (index < 15 ? 'undecidable' : judgement));
    expect(advice(actions, open)).toContain('Give the generator more room');
    const silent = actionOf({ outcome: 'unknown', settledAtUs: null });
    expect(advice([silent], ['open'])).not.toContain('generator');
  });

  it('says when the server was lost', () => {
    expect(lost.next[0]).toBe('The server was lost 3.99 s into the run: see its log, then run again.');
  });

  it('suggests a margin of twice the slowest usual answer where too little could be decided', () => {
    const slow = actions.map((action) => ({ ...action, settledAtUs: action.intendedAtUs + 60_000 }));
    const open = judged.map((judgement, index) => (index < 8 ? 'undecidable' : judgement));
    const report = reportOf(inputOf(historyOf(slow, opened(3)), verdictOf(open)));
    expect(report.verdict).toBe('pass');
    expect(report.next.join()).toMatch(/A margin of 150 ms/u);
  });

  it('says what a proof of a wrong refusal rests on', () => {
    const violation = {
      kind: 'false-reject',
      key: 'r0',
      rows: [1],
      because: 'b',
      chain: [],
      marginUs: 5000,
      strength: 'proven',
    } as const;
    const next = (exclusive: boolean): string =>
      reportOf(
        inputOf(
          historyOf(actions, opened(3)),
          verdictOf(judged, {
            violations: [violation],
            assumptions: { ...defaultAssumptions, exclusive },
          }),
        ),
      ).next.join();
    expect(next(true)).toContain('only if nobody else used these keys');
    expect(next(false)).not.toContain('only if nobody else');
  });

  it('has no advice about traces and logs of servers where there are none', () => {
    expect(simulated.next.join()).not.toMatch(/--trace|log of the server/u);
    expect(logged.next.join()).not.toMatch(/--seed|--trace/u);
    expect(logged.next.join()).toContain('--complete');
    expect(passing.next.join()).toContain('--seed');
  });
});

describe('the log of another tool', () => {
  const log = {
    plan: null,
    run: { ...runFacts, harness: { eventLoopDelay: noLatency, cpuUs: 0, rssBytes: 0 } },
  };
  const incomplete = { assumptions: { ...defaultAssumptions, complete: false } };

  function verdictFor(kept: (index: number) => boolean) {
    const rows = actions.filter((_, index) => kept(index));
    const seen = rows.map(({ outcome }) => (outcome === 'accepted' ? 'undecidable' : 'true-reject'));
    return reportOf(inputOf(historyOf(rows), verdictOf(seen, incomplete), log));
  }

  it('passes when something had to be refused and a key was accepted on again', () => {
    const report = verdictFor(() => true);
    expect(report.verdict).toBe('pass');
    expect(report.reasons[0]).toBe(
      'no over-admission is proven; refusals were not judged (10 of 20 answers had to be refused, and were)',
    );
  });

  it('cannot tell when nothing had to be refused', () => {
    const report = verdictFor((index) => index % 2 === 0);
    expect(report.verdict).toBe('inconclusive');
    expect(report.reasons[0]).toMatch(/^nothing had to be refused/u);
  });

  it('cannot tell when no key was accepted on again', () => {
    const report = verdictFor((index) => index < 2);
    expect(report.verdict).toBe('inconclusive');
    expect(report.reasons[0]).toMatch(/^no key was accepted on twice/u);
  });

  it('tells a violation since the first send, wherever its clock began', () => {
    const since1970 = 1_767_323_045_000_000;
    const rows = actions.map((action) => ({ ...action, sentAtUs: (action.sentAtUs ?? 0) + since1970 }));
    const violation = {
      kind: 'false-accept',
      key: 'r0',
      rows: [0, 2],
      because: 'b',
      chain: [],
      marginUs: 5,
      strength: 'proven',
    } as const;
    const verdict = verdictOf(judged, { violations: [violation] });
    expect(reportOf(inputOf(historyOf(rows), verdict, log)).oracle.violations[0]?.atUs).toBe(200_020);
    const ours = reportOf(inputOf(historyOf(actions), verdict));
    expect(ours.oracle.violations[0]?.atUs).toBe(1_200_170);
  });

  it('knows one answer from many', () => {
    const one = reportOf(
      inputOf(historyOf(actions.slice(1, 2), opened(1)), verdictOf(['true-reject']), {
        scenario: { name: 'x', hash: 'x', minResolution: 0.5, prove: 'rejects' },
      }),
    );
    expect(one.reasons[0]).toMatch(/^the one answer that could be decided was right/u);
  });
});
