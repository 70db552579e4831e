import { describe, expect, it } from 'vitest';
import { judgeState } from '../../src/oracle/state/judge-state.js';
import type { StateSpec } from '../../src/oracle/state/contract.js';
import { stateReportOf } from '../../src/report/state.js';
import {
  stateAdvice,
  stateDoubtAdvice,
  stateDoubts,
  stateFaults,
  statePraise,
} from '../../src/report/state-verdict.js';
import { html } from '../../src/reporters/html.js';
import { junit } from '../../src/reporters/junit.js';
import { terminal } from '../../src/reporters/terminal.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { StateReport } from '../../src/report/state-report.js';
import { samples } from '../reporters/samples.js';

const tally: StateSpec = {
  name: 'tally',
  kind: 'number',
  start: 0,
  settleUs: 0,
  changeOf: ({ resource }) => ({ key: resource, by: 1 }),
};

/** Two votes on each of three resources, and what was read of them. */
function reported(
  values: Readonly<Record<string, number>> | null,
  unread: readonly string[] = [],
): StateReport {
  const builder = historyBuilder(8);
  for (let id = 0; id < 6; id++)
    builder.add({
      id,
      user: 'u',
      resource: `r${id % 3}`,
      step: id,
      intendedAtUs: id,
      sentAtUs: id,
      settledAtUs: id + 1,
      outcome: 'accepted',
    });
  if (values !== null)
    builder.event({ kind: 'state-read', check: 'tally', askedAtUs: 100, atUs: 101, values });
  for (const reason of unread) builder.event({ kind: 'state-unread', check: 'tally', atUs: 100, reason });
  const report = stateReportOf(judgeState([tally], builder.build()));
  if (report === null) throw new Error('no report');
  return report;
}

const right = reported({ r0: 2, r1: 2, r2: 2 });
const wrong = reported({ r0: 1, r1: 3, r2: 2 });
const never = reported(null, ['HTTP 500', 'HTTP 404']);

describe('state in a report', () => {
  it('praises, faults and doubts', () => {
    expect(statePraise(right)).toEqual([
      'all 3 values of the state agree with what was accepted (tally; each to the exact value)',
    ]);
    const one = { ...right, checks: right.checks.map((each) => ({ ...each, compared: 1, exact: 1 })) };
    expect(statePraise(one)).toEqual([
      'the one value of the state agrees with what was accepted (tally; to the exact value)',
    ]);
    expect([stateFaults(right), stateDoubts(right), stateAdvice(right)]).toEqual([[], [], []]);
    expect(stateFaults(wrong)).toEqual([
      "2 values of the server's state are wrong (1 lost updates, 1 counted too often); the first: tally r0 says 1 after 2 actions were accepted; 1 is lost.",
    ]);
    expect(stateAdvice(wrong)[0]).toMatch(/^Updates are lost where/);
    expect(stateDoubts(never)).toEqual(['the state `tally` could never be read: HTTP 404']);
    expect(stateDoubtAdvice(never)).toHaveLength(1);
    expect(stateDoubts(reported(null))).toEqual([
      'the state `tally` could never be read: the run ended before it was asked for',
    ]);
    expect(stateDoubts(reported({ other: 1 }))[0]).toMatch(
      /could not be judged: what was read names none of its keys/,
    );
    expect([statePraise(null), stateFaults(null), stateDoubts(null)]).toEqual([[], [], []]);
    expect(stateReportOf(null)).toBe(null);
  });

  it('stands in every format, escaped', () => {
    const hostile = {
      ...wrong,
      violations: wrong.violations.map((one) => ({
        ...one,
        key: '<b>',
        because: 'tally <b>\u001b[31m says 1.',
      })),
    };
    const report = { ...samples.passing, state: hostile };
    expect(terminal.render(report)).toContain('State        tally: read once, 3 values compared: 2 wrong');
    expect(terminal.render(report)).not.toContain('\u001b');
    expect(html.render(report)).toContain('<h2>State</h2>');
    expect(html.render(report)).not.toContain('<b>\u001b');
    expect(html.render(report)).not.toContain('tally <b>');
    expect(junit.render(report)).toMatch(
      /<testcase [^>]*name="state: [^"]*"[^>]*>\s*<failure type="lost-update"/,
    );
    expect(junit.render({ ...samples.passing, state: never })).toMatch(
      /name="state: [^"]*"[^>]*>\s*<error type="inconclusive"/,
    );
    expect(junit.render({ ...samples.passing, state: right })).toMatch(/name="state: [^"]*" time="0.000"\/>/);
  });

  it('of the server is shown with its numbers', () => {
    const report = {
      ...samples.passing,
      server: {
        samples: 2,
        series: [
          {
            source: 'process' as const,
            name: 'rssBytes',
            count: 2,
            first: 1e8,
            last: 2e8,
            min: 1e8,
            max: 2.5e8,
            trend: null,
            points: [
              [0, 1e8],
              [1, 2e8],
            ] as const,
          },
          {
            source: 'health' as const,
            name: '<i>x',
            count: 1,
            first: 1,
            last: 1,
            min: 1,
            max: 1,
            trend: null,
            points: [[0, 1]] as const,
          },
        ],
        processorShare: 0.25,
        growth: ['memory of the server grew 1 MB a minute'],
      },
    };
    const text = terminal.render(report);
    expect(text).toContain('!            memory of the server grew 1 MB a minute');
    expect(text).toContain('memory 100 MB to 200 MB, at most 250 MB');
    expect(html.render(report)).toContain('class="spark"');
    expect(html.render(report)).not.toContain('<i>x');
  });
});
