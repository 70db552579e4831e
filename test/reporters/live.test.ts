import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../src/reporters/format/width.js';
import { liveLine, liveLines, type LiveSnapshot } from '../../src/reporters/live.js';
import { coloursOf } from '../../src/reporters/reporter.js';
import { runs } from '../report/seed.js';
import { hostileText } from './samples.js';

const plain = coloursOf();

const snapshot: LiveSnapshot = {
  phase: 'rounds',
  elapsedUs: 3_400_000,
  durationUs: 10_000_000,
  connected: 30,
  users: 30,
  sent: 206,
  planned: 620,
  accepted: 100,
  rejected: 98,
  unknown: 1,
  overdue: 1,
  dropped: 0,
  errors: 0,
  decided: 190,
  correct: 190,
  violations: 0,
  p50Us: 1530,
  p99Us: 8120,
  latenessP99Us: 410,
};

describe('live view', () => {
  it('is a panel on a terminal', () => {
    expect(liveLines(snapshot, plain)).toEqual([
      'phase     rounds               3.4 s of 10.0 s',
      'sent      [#######.................] 206 of 620',
      'users     30 of 30 connected',
      'answers   100 accepted, 98 rejected, 0 errors',
      'missing   2 unanswered, 0 never left',
      'oracle    190 of 190 decided answers right',
      'response  p50 1.53 ms, p99 8.12 ms; sent late by p99 410 us',
    ]);
  });

  it('is one line elsewhere', () => {
    expect(liveLine(snapshot)).toBe(
      '3.4 s rounds, 30/30 users, sent 206/620, 100 accepted, 98 rejected, 2 unanswered, 190 of 190 decided answers right, p99 8.12 ms',
    );
    expect(liveLine({ ...snapshot, violations: 2, correct: 188, errors: 1, dropped: 4, p99Us: null })).toBe(
      '3.4 s rounds, 30/30 users, sent 206/620, 100 accepted, 98 rejected, 1 errors, 2 unanswered, 4 never left, 188 of 190 decided answers right, 2 violations, p99 -',
    );
  });

  it('never jumps, never exceeds 80 columns, never obeys', () => {
    const count = fc.nat(9_999_999);
    const some = fc.record({
      phase: fc.oneof(fc.string({ unit: 'binary' }), fc.constant(hostileText)),
      elapsedUs: fc.integer({ min: -5, max: 40_000_000_000 }),
      durationUs: fc.nat(2_000_000_000),
      connected: count,
      users: count,
      sent: count,
      planned: count,
      accepted: count,
      rejected: count,
      unknown: count,
      overdue: count,
      dropped: count,
      errors: count,
      decided: count,
      correct: count,
      violations: count,
      p50Us: fc.option(count),
      p99Us: fc.option(count),
      latenessP99Us: fc.option(count),
    });
    fc.assert(
      fc.property(some, (shot) => {
        const lines = liveLines(shot, plain);
        expect(lines).toHaveLength(7);
        const bad = [...lines, liveLine(shot)].filter((line) =>
          /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line),
        );
        expect(bad).toEqual([]);
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
      }),
      runs(60),
    );
  });
});
