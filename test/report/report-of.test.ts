import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../src/report/wilson.js';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import type { Violation } from '../../src/oracle/verdict.js';
import type { Group } from '../../src/report/report.js';
import { connectionEvents, judgedActions, type JudgedAction } from './arbitrary.js';
import { actionOf, calmRun, historyOf, inputOf, opened, reportOf, verdictOf } from './fixture.js';
import { runs } from './seed.js';

/** A report of rows that somebody judged. */
function reportFor(rows: readonly JudgedAction[], events: Parameters<typeof historyOf>[1] = []) {
  const history = historyOf(
    rows.map(({ action }) => action),
    events,
  );
  return reportOf(inputOf(history, verdictOf(rows.map(({ judgement }) => judgement))));
}

const outcomes = (rows: readonly JudgedAction[], kind: Action['outcome']): number =>
  rows.filter(({ action }) => action.outcome === kind).length;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('reportOf: counts', () => {
  it('counts every row once, in total and in every group', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const report = reportFor(rows);
        const { actions } = report;
        expect(actions).toEqual({
          planned: rows.length,
          sent: rows.length - outcomes(rows, 'dropped'),
          accepted: outcomes(rows, 'accepted'),
          rejected: outcomes(rows, 'rejected'),
          errors: outcomes(rows, 'error'),
          unknown: outcomes(rows, 'unknown'),
          dropped: outcomes(rows, 'dropped'),
        });
        for (const groups of [report.perResource, report.perUser]) {
          for (const kind of [
            'planned',
            'sent',
            'accepted',
            'rejected',
            'errors',
            'unknown',
            'dropped',
          ] as const) {
            expect(sum(groups.map((group) => group[kind]))).toBe(actions[kind]);
          }
          expect(sum(groups.map(({ decided }) => decided))).toBe(report.oracle.decided);
          expect(sum(groups.map(({ correct }) => correct))).toBe(report.oracle.correct);
          expect(sum(groups.map(({ falseAccepts }) => falseAccepts))).toBe(report.oracle.falseAccepts);
          expect(sum(groups.map(({ falseRejects }) => falseRejects))).toBe(report.oracle.falseRejects);
        }
      }),
      runs(200),
    );
  });

  it('groups as a filter would', () => {
    const fields = ['user', 'resource', 'group', 'phase'] as const;
    fc.assert(
      fc.property(judgedActions, fc.constantFrom(...fields), (rows, field) => {
        const report = reportFor(rows);
        const groups = {
          user: report.perUser,
          resource: report.perResource,
          group: report.perGroup,
          phase: report.perPhase,
        };
        const names = new Set(rows.flatMap(({ action }) => action[field] ?? []));
        expect(new Set(groups[field].map(({ name }) => name))).toEqual(names);
        for (const group of groups[field]) {
          expect(group).toEqual(
            naiveGroup(
              group.name,
              rows.filter(({ action }) => action[field] === group.name),
            ),
          );
        }
      }),
      runs(200),
    );
  });

  it('counts what an interrupted run did not come to as planned', () => {
    const { actions, judged } = calmRun(10);
    const input = inputOf(historyOf(actions), verdictOf(judged));
    const header = { users: 3, resources: 3, actions: 600, durationUs: 1 };
    const report = reportOf({ ...input, plan: { hash: 'sha256:0', header } });
    expect(report.actions).toMatchObject({ planned: 600, sent: 10 });
    expect(report.plan.actions).toBe(600);
  });

  it('counts reasons, the most frequent first, and never that of an accept', () => {
    const rows = [
      failedWith('rejected', 'b'),
      failedWith('rejected', 'b'),
      failedWith('error', 'b'),
      failedWith('rejected', 'a'),
      failedWith('accepted', 'fine'),
      failedWith('dropped', 'x'.repeat(1000)),
    ];
    expect(reportFor(rows).actionReasons).toEqual([
      { outcome: 'rejected', reason: 'b', count: 2 },
      { outcome: 'dropped', reason: `${'x'.repeat(200)}…`, count: 1 },
      { outcome: 'error', reason: 'b', count: 1 },
      { outcome: 'rejected', reason: 'a', count: 1 },
    ]);
  });
});

function naiveGroup(name: string, rows: readonly JudgedAction[]): Group {
  const judged = (...kinds: readonly string[]): number =>
    rows.filter(({ judgement }) => kinds.includes(judgement)).length;
  const correct = judged('true-accept', 'true-reject');
  const decided = correct + judged('false-accept', 'false-reject', 'wrong-reason');
  return {
    name,
    planned: rows.length,
    sent: rows.filter(({ action }) => action.sentAtUs !== null).length,
    accepted: outcomes(rows, 'accepted'),
    rejected: outcomes(rows, 'rejected'),
    errors: outcomes(rows, 'error'),
    unknown: outcomes(rows, 'unknown'),
    dropped: outcomes(rows, 'dropped'),
    decided,
    correct,
    accuracy: decided === 0 ? null : correct / decided,
    accuracyInterval: wilsonInterval(correct, decided),
    resolution: answeredCount(rows) === 0 ? null : decided / answeredCount(rows),
    falseAccepts: judged('false-accept'),
    falseRejects: judged('false-reject'),
    wrongReasons: judged('wrong-reason'),
    ...Object.fromEntries(
      ([50, 95, 99] as const).map((percent) => [`p${percent}Us`, rankOf(responsesOf(rows), percent)]),
    ),
  } as Group;
}

const responsesOf = (rows: readonly JudgedAction[]): readonly number[] =>
  answered(rows).map((action) => action.settledAtUs - action.intendedAtUs);

/** The least that so many percent do not exceed. */
function rankOf(values: readonly number[], percent: number): number | null {
  const enough = values
    .toSorted((a, b) => a - b)
    .filter((value) => values.filter((other) => other <= value).length * 100 >= percent * values.length);
  return enough[0] ?? null;
}

const answeredCount = (rows: readonly JudgedAction[]): number =>
  outcomes(rows, 'accepted') + outcomes(rows, 'rejected');

describe('reportOf: latency', () => {
  it('counts response from the intended time, service from the send, and lateness between', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const { latency, harness } = reportFor(rows);
        const answers = answered(rows);
        const response = answers.map((action) => action.settledAtUs - action.intendedAtUs);
        const service = answers.map((action) => action.settledAtUs - action.sentAtUs);
        const late = rows.flatMap(({ action }) =>
          action.sentAtUs === null ? [] : [action.sentAtUs - action.intendedAtUs],
        );
        expect(latency.response).toMatchObject(exactly(response));
        expect(latency.service).toMatchObject(exactly(service));
        expect(harness.lateness).toMatchObject(exactly(late));
        for (const kind of ['accepted', 'rejected'] as const) {
          const of = answers.filter(({ outcome }) => outcome === kind);
          expect(latency[kind]).toMatchObject(
            exactly(of.map((action) => action.settledAtUs - action.intendedAtUs)),
          );
        }
      }),
      runs(200),
    );
  });

  it('leaves out what has no answer: no unknown is a fast or a slow one', () => {
    const rows = [
      { action: actionOf({ outcome: 'unknown', settledAtUs: 9_000_000 }), judgement: 'open' as const },
      {
        action: actionOf({ outcome: 'dropped', sentAtUs: null, settledAtUs: null }),
        judgement: 'open' as const,
      },
    ];
    const { latency, harness } = reportFor(rows);
    expect(
      [latency.response, latency.service, latency.accepted, latency.rejected].map(({ count }) => count),
    ).toEqual([0, 0, 0, 0]);
    expect(harness.lateness.count).toBe(1);
  });

  it('shows a stall in the response that the service time hides', () => {
    // One user, a send every 100 ms; the generator is held up for a second after the first.
    const rows = Array.from({ length: 10 }, (_, id) => {
      const intendedAtUs = id * 100_000;
      const sentAtUs = Math.max(intendedAtUs, 1_000_000);
      return {
        action: actionOf({ id, intendedAtUs, sentAtUs, settledAtUs: sentAtUs + 1000 }),
        judgement: 'undecidable' as const,
      };
    });
    const { latency } = reportFor(rows);
    expect(latency.service.maxUs).toBe(1000);
    expect(latency.response.maxUs).toBe(1_001_000);
  });

  it("takes another tool's intended time for the send where it lies after it", () => {
    const { latency, harness } = reportFor([
      {
        action: actionOf({ intendedAtUs: 5000, sentAtUs: 1000, settledAtUs: 3000 }),
        judgement: 'undecidable',
      },
    ]);
    expect(latency.response).toMatchObject({ count: 1, maxUs: 2000 });
    expect(harness.lateness.maxUs).toBe(0);
  });
});

describe('reportOf: timeline', () => {
  it('holds every send and every answer once', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const { timeline, actions } = reportFor(rows);
        for (const kind of ['sent', 'accepted', 'rejected', 'unknown'] as const) {
          expect(sum(timeline.map((slice) => slice[kind]))).toBe(actions[kind]);
        }
      }),
      runs(200),
    );
  });

  it('has slices of equal length in order, of at least a second and fewer than 600', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2_000_000_000), { minLength: 1, maxLength: 30 }),
        fc.nat(12),
        (sends, scale) => {
          const rows = sends.map((at) => {
            const sentAtUs = at * 2 ** scale;
            return {
              action: actionOf({ intendedAtUs: sentAtUs, sentAtUs, settledAtUs: sentAtUs + 10 }),
              judgement: 'undecidable' as const,
            };
          });
          const { timeline } = reportFor(rows);
          expect(timeline.length).toBeLessThan(600);
          expect(sum(timeline.map(({ sent }) => sent))).toBe(rows.length);
          const steps = timeline.slice(1).map(({ atUs }, index) => atUs - (timeline[index]?.atUs ?? 0));
          expect(new Set(steps).size).toBeLessThanOrEqual(1);
          expect(Math.min(...steps, 1_000_000)).toBe(1_000_000);
        },
      ),
      runs(200),
    );
  });

  it.each([
    [597, 598, 1],
    [598, 300, 2],
    [599, 300, 2],
    [600, 301, 2],
    [6000, 301, 20],
  ])('spreads %i s over %i slices of %i s', (seconds, slices, widthSeconds) => {
    const { timeline } = reportFor([answeredAfter(0, 0, 10), answeredAfter(1, seconds * 1_000_000, 10)]);
    expect(timeline).toHaveLength(slices);
    expect(timeline[1]?.atUs).toBe(widthSeconds * 1_000_000);
  });

  it('gives each slice the p99 of its own answers', () => {
    const { timeline } = reportFor([
      answeredAfter(0, 0, 1000),
      answeredAfter(1, 10, 3000),
      answeredAfter(2, 900_000, 300_000),
      answeredAfter(3, 2_100_000, 70),
    ]);
    expect(timeline).toMatchObject([
      { atUs: 0, sent: 3, accepted: 2, rejected: 0, unknown: 0, p50Us: 1000, p99Us: 3000 },
      { atUs: 1_000_000, sent: 0, accepted: 1, rejected: 0, unknown: 0, p50Us: 300_000, p99Us: 300_000 },
      { atUs: 2_000_000, sent: 1, accepted: 1, rejected: 0, unknown: 0, p50Us: 70, p99Us: 70 },
    ]);
  });
});

describe('reportOf: connections', () => {
  it('counts events, and reasons as often as they came', () => {
    fc.assert(
      fc.property(connectionEvents, (events) => {
        const { connections, latency } = reportFor([], events);
        const count = (kind: string): number => events.filter((event) => event.kind === kind).length;
        const users = new Set(
          events.flatMap((event) => (event.kind === 'connection-opened' ? [event.user] : [])),
        );
        expect(connections).toMatchObject({
          attempted: count('connection-opened') + count('connection-failed'),
          opened: count('connection-opened'),
          failed: count('connection-failed'),
          dropped: count('connection-lost'),
          reconnected: count('connection-opened') - users.size,
          bytesIn: 12_345,
          bytesOut: 54_321,
        });
        expect(sum(Object.values(connections.errors))).toBe(connections.failed + connections.dropped);
        expect(latency.connect.count).toBe(connections.opened);
      }),
      runs(200),
    );
  });

  it('knows who was left without a connection, and what could not leave for it', () => {
    const events = [
      ...opened(3),
      lost('u0', 1_000_000),
      lost('u1', 1_000_000),
      { kind: 'connection-opened', atUs: 2_000_000, user: 'u1', connection: 'u1.2', connectUs: 10 } as const,
      { kind: 'connection-failed', atUs: 3_000_000, user: 'u0', reason: 'refused' } as const,
    ];
    const rows = [
      dropped('u0', 900_000),
      dropped('u0', 1_500_000),
      dropped('u0', 9_000_000),
      dropped('u1', 1_500_000),
    ];
    expect(reportFor(rows, events).connections.stranded).toEqual({
      users: 1,
      actions: 2,
      sinceUs: 1_000_000,
    });
  });
});

describe('reportOf: the contract', () => {
  const { actions, judged } = calmRun();

  it('has the keys of version 1', () => {
    const report = reportOf(inputOf(historyOf(actions, opened(3)), verdictOf(judged)));
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(
        `schemaVersion verdict reasons command environment scenario seed plan actions oracle latency connections harness delivery state metrics thresholds perResource perUser perGroup perPhase timeline`.split(
          ' ',
        ),
      ),
    );
    expect(Object.keys(report.oracle)).toEqual(
      expect.arrayContaining(
        `model assumptions decided correct accuracy accuracyInterval undecidable resolution trueAccepts trueRejects falseAccepts falseRejects wrongReasons nearEdge history marginUs keys violationCount violations`.split(
          ' ',
        ),
      ),
    );
    expect(Object.keys(report.latency)).toEqual(['response', 'service', 'accepted', 'rejected', 'connect']);
    expect(Object.keys(report.connections)).toEqual(
      expect.arrayContaining(
        'attempted opened failed dropped reconnected bytesIn bytesOut errors'.split(' '),
      ),
    );
  });

  it('is the same twice, and survives JSON unchanged', () => {
    fc.assert(
      fc.property(judgedActions, connectionEvents, (rows, events) => {
        const report = reportFor(rows, events);
        expect(reportFor(rows, events)).toEqual(report);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
      runs(100),
    );
  });

  it('writes out the rows of a violation, proven ones first, and counts the proven ones', () => {
    const row = { kind: 'false-accept', key: 'r0', because: 'b', chain: [], marginUs: 5 } as const;
    const verdict = verdictOf(judged, {
      violations: [
        { ...row, rows: [4], strength: 'near-edge' },
        { ...row, rows: [0, 2], strength: 'proven' },
        { ...row, rows: [5], strength: 'conditional' },
      ],
    });
    const { oracle } = reportOf(inputOf(historyOf(actions), verdict));
    expect(oracle.violationCount).toBe(1);
    expect(oracle.unproven).toEqual({ nearEdge: 1, conditional: 1 });
    expect(oracle.violations.map(({ strength }) => strength)).toEqual(['proven', 'near-edge', 'conditional']);
    expect(oracle.violations[0]?.actions).toEqual(
      [0, 2].map((index) => {
        const { id, user, resource, phase, sentAtUs, settledAtUs, outcome } = actions[index] ?? actionOf();
        const unknown = { action: null, connection: null, node: null, reason: null };
        return { ...unknown, id, user, resource, phase: phase ?? null, sentAtUs, settledAtUs, outcome };
      }),
    );
  });

  it('counts no accusation that rests on windows nobody can trust', () => {
    const violation: Violation = {
      kind: 'false-accept',
      key: 'r0',
      rows: [0, 2],
      because: 'b',
      chain: [],
      marginUs: 5,
      strength: 'proven',
    };
    const { oracle } = reportOf(
      inputOf(historyOf(actions), verdictOf(judged, { void: 'suspended', violations: [violation] })),
    );
    expect(oracle.violationCount).toBe(0);
    expect(oracle.unproven).toEqual({ nearEdge: 0, conditional: 1 });
    expect(oracle.violations[0]?.strength).toBe('conditional');
  });

  it('describes a history without a plan of ours by what is in it', () => {
    const report = reportOf({ ...inputOf(historyOf(actions), verdictOf(judged)), plan: null });
    expect(report.plan).toEqual({ hash: null, users: 3, resources: 3, actions: 60, durationUs: 5_900_000 });
  });
});

describe('reportOf: harness', () => {
  const { actions, judged } = calmRun();
  const input = inputOf(historyOf(actions, opened(3)), verdictOf(judged));

  it('is ok when nothing is wrong', () => {
    expect(reportOf(input).harness).toMatchObject({ health: 'ok', because: [] });
  });

  it('is degraded by sends that left late, and the verdict stays what it was', () => {
    const late = actions.map((action) => ({ ...action, intendedAtUs: action.intendedAtUs - 80_000 }));
    const report = reportOf(inputOf(historyOf(late, opened(3)), verdictOf(judged)));
    expect(report.harness.health).toBe('degraded');
    expect(report.harness.because.join()).toMatch(/^one action in a hundred left at least 80\.2 ms after/u);
    expect(report.verdict).toBe('pass');
  });

  it('is degraded by a held-up event loop and by a full core', () => {
    const delay = { ...reportOf(input).latency.response, p99Us: 120_000 };
    const harness = { ...input.run.harness, eventLoopDelay: delay, cpuUs: 9_500_000 };
    const finished = { kind: 'finished', atUs: 10_010_000, how: 'completed' } as const;
    const history = historyOf(actions, [...opened(3), finished]);
    const report = reportOf({ ...input, history, run: { ...input.run, harness } });
    expect(report.harness.health).toBe('degraded');
    expect(report.harness.because).toEqual([
      'the event loop was held up by 120 ms or more one time in a hundred',
      'this process used 95 % of a core, so its own work may show in the latencies',
    ]);
  });

  it('is void when the windows cannot be trusted', () => {
    const report = reportOf({ ...input, verdict: verdictOf(judged, { void: 'the clocks drifted apart' }) });
    expect(report.harness).toMatchObject({ health: 'void', because: ['the clocks drifted apart'] });
    expect(report.verdict).toBe('inconclusive');
  });
});

/** What is exact about a series, computed the plain way. */
function exactly(values: readonly number[]) {
  if (values.length === 0) return { count: 0, minUs: null, maxUs: null, meanUs: null };
  return {
    count: values.length,
    minUs: Math.min(...values),
    maxUs: Math.max(...values),
    meanUs: Math.round(sum(values) / values.length),
  };
}

/** Rows with an answer, their times known. */
function answered(rows: readonly JudgedAction[]) {
  return rows.flatMap(({ action: { sentAtUs, settledAtUs, intendedAtUs, outcome } }) =>
    sentAtUs === null || settledAtUs === null ? [] : [{ sentAtUs, settledAtUs, intendedAtUs, outcome }],
  );
}

function failedWith(outcome: Action['outcome'], reason: string): JudgedAction {
  return { action: actionOf({ outcome, reason }), judgement: 'open' };
}

function answeredAfter(id: number, sentAtUs: number, tookUs: number): JudgedAction {
  const action = actionOf({ id, intendedAtUs: sentAtUs, sentAtUs, settledAtUs: sentAtUs + tookUs });
  return { action, judgement: 'undecidable' };
}

function lost(user: string, atUs: number): HistoryEvent {
  return { kind: 'connection-lost', atUs, user, connection: `${user}.1`, reason: 'gone' };
}

function dropped(user: string, intendedAtUs: number): JudgedAction {
  const action = actionOf({ user, intendedAtUs, sentAtUs: null, settledAtUs: null, outcome: 'dropped' });
  return { action, judgement: 'open' };
}
