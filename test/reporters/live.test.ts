import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../src/reporters/format/width.js';
import { liveLine, liveLines, liveViolationLine, type LiveSnapshot } from '../../src/reporters/live.js';
import { coloursOf } from '../../src/reporters/reporter.js';
import { runs } from '../report/seed.js';
import { hostileText } from './samples.js';

const plain = coloursOf();

const snapshot: LiveSnapshot = {
  stage: 'playing',
  phase: 'rounds',
  phaseNumber: 2,
  phases: 3,
  elapsedUs: 3_400_000,
  durationUs: 10_000_000,
  leftUs: 6_600_000,
  connected: 30,
  users: 30,
  sent: 206,
  planned: 620,
  accepted: 100,
  rejected: 98,
  unknown: 1,
  overdue: 1,
  inFlight: 6,
  dropped: 0,
  errors: 0,
  decided: 190,
  correct: 190,
  violations: 0,
  isSure: true,
  latest: [],
  p50Us: 1600,
  p99Us: 7100,
  accepts: { p50Us: 1530, p99Us: 8120 },
  rejects: { p50Us: 990, p99Us: null },
  latenessP99Us: 410,
  health: 'ok',
  fault: null,
};

const wrong = { atUs: 3_100_200, user: 'u7', resource: 'r3', what: 'accepted, had to be refused' };

const first = (changes: Partial<LiveSnapshot>): string | undefined =>
  liveLines({ ...snapshot, ...changes }, plain)[0];

describe('live view', () => {
  it('is a panel on a terminal', () => {
    expect(liveLines(snapshot, plain)).toEqual([
      'phase      2 of 3, rounds                     3.4 s so far, 6.6 s left',
      'sent       [#######.................]  33 %   206 of 620',
      'users      30 of 30 connected',
      'answers    accepted   100   rejected    98   errors       0',
      'missing    unanswered   2   never left   0   under way    6',
      'oracle     accuracy 1, 190 of 190 decided right, 0 violations',
      'accepted   p50  1.53 ms   p99  8.12 ms',
      'rejected   p50   990 us   p99        -',
      'generator  ok, sent late by p99 410 us',
      '',
      '',
      '',
    ]);
  });

  it('says who did what to which resource when, as it happens, and what the run makes go wrong', () => {
    const shot: LiveSnapshot = {
      ...snapshot,
      correct: 188,
      violations: 2,
      latest: [wrong, { ...wrong, atUs: 3_300_000, user: 'u9', what: 'rejected, had to be accepted' }],
      fault: 'cut: the network is gone for 2 s',
      health: 'late',
    };
    expect(liveLines(shot, plain).slice(5)).toEqual([
      'oracle     accuracy 0.99, 188 of 190 decided right, 2 violations',
      'accepted   p50  1.53 ms   p99  8.12 ms',
      'rejected   p50   990 us   p99        -',
      'generator  late: it blurs what it measures, sent late by p99 410 us',
      'fault      cut: the network is gone for 2 s',
      'wrong      3.100 s  u7 on r3: accepted, had to be refused',
      '           3.300 s  u9 on r3: rejected, had to be accepted',
      '',
    ]);
  });

  it('accuses nobody where answers may turn out to belong to other actions', () => {
    const text = liveLines({ ...snapshot, isSure: false, violations: 1, latest: [wrong] }, plain).join('\n');
    expect(text).toContain('1 suspect');
    expect(text).not.toMatch(/violation|wrong/u);
  });

  it('tells what it waits for', () => {
    expect(first({ stage: 'connecting', elapsedUs: 400_000, leftUs: 10_000_000 })).toBe(
      'phase      connecting                         0.4 s so far, 10.0 s to play',
    );
    expect(first({ stage: 'waiting' })).toBe('phase      waiting for 6 answers              3.4 s so far');
    expect(first({ stage: 'judging' })).toBe('phase      over: judging                      3.4 s so far');
  });

  it('is one line elsewhere', () => {
    expect(liveLine(snapshot)).toBe(
      '   3.4 s  rounds 2/3    left 6.6 s  users 30/30  sent 206/620  accepted 100  rejected  98  unanswered 2  right 190/190  violations 0  p99 accepted/rejected 8.12 ms/-',
    );
    expect(
      liveLine({ ...snapshot, violations: 2, correct: 188, errors: 1, dropped: 4, health: 'busy' }),
    ).toBe(
      '   3.4 s  rounds 2/3    left 6.6 s  users 30/30  sent 206/620  accepted 100  rejected  98  errors 1  unanswered 2  never left 4  right 188/190  violations 2  p99 accepted/rejected 8.12 ms/-  generator busy',
    );
    expect(liveViolationLine(wrong, '2026-01-02 03:04:05.100 UTC')).toBe(
      'violation  3.100 s  u7 on r3: accepted, had to be refused (sent 2026-01-02 03:04:05.100 UTC)',
    );
  });

  it('never jumps, never exceeds the columns there are, never obeys', () => {
    const count = fc.nat(9_999_999);
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(hostileText));
    const times = fc.record({ p50Us: fc.option(count), p99Us: fc.option(count) });
    const some = fc.record({
      stage: fc.constantFrom('connecting', 'playing', 'waiting', 'judging'),
      phase: text,
      phaseNumber: fc.nat(20),
      phases: fc.nat(20),
      elapsedUs: fc.integer({ min: -5, max: 40_000_000_000 }),
      durationUs: fc.nat(2_000_000_000),
      leftUs: fc.nat(2_000_000_000),
      connected: count,
      users: count,
      sent: count,
      planned: count,
      accepted: count,
      rejected: count,
      unknown: count,
      overdue: count,
      inFlight: count,
      dropped: count,
      errors: count,
      decided: count,
      correct: count,
      violations: count,
      isSure: fc.boolean(),
      latest: fc.array(fc.record({ atUs: count, user: text, resource: text, what: text }), { maxLength: 5 }),
      p50Us: fc.option(count),
      p99Us: fc.option(count),
      accepts: times,
      rejects: times,
      latenessP99Us: fc.option(count),
      health: fc.constantFrom('ok', 'late', 'busy', 'void'),
      fault: text,
    });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 120 }), (shot, columns) => {
        const lines = liveLines(shot, plain, columns);
        expect(lines).toHaveLength(13);
        const bad = [...lines, liveLine(shot)].filter((line) =>
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line),
        );
        expect(bad).toEqual([]);
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      }),
      runs(60),
    );
  });

  it('keeps every number of an ordinary run within 80 columns', () => {
    const shot: LiveSnapshot = { ...snapshot, planned: 1_000_000, sent: 999_999, accepted: 500_000 };
    for (const line of liveLines(shot, plain, 200)) expect(widthOf(line)).toBeLessThanOrEqual(80);
  });
});
