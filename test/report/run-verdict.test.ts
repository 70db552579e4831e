import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgement, Verdict, Violation } from '../../src/oracle/verdict.js';
import type { ReportInput } from '../../src/report/report-of.js';
import { exitCodeOf } from '../../src/cli/exit-codes.js';
import { connectionEvents, judgedActions } from './arbitrary.js';
import {
  actionOf,
  calmRun,
  historyOf,
  inputOf,
  opened,
  reportOf,
  runFacts,
  verdictOf,
  demandOf,
} from './fixture.js';
import { runs } from './seed.js';

const { actions, judged } = calmRun(20);
const history = historyOf(actions, opened(3));

const violation = (strength: Violation['strength']): Violation => ({
  kind: 'false-accept',
  key: 'r1',
  rows: [0, 2],
  because: 'r1 accepted u2 at most 612 ms after it accepted u0; the cooldown is 1000 ms.',
  chain: [],
  marginUs: 388_000,
  strength,
});

const demanded = {
  true: 'actions.sent >= 20',
  false: 'latency.accepted.max < 1ms',
  null: 'delivery.reach == 1',
};
const threshold = (ok: boolean | null): Pick<ReportInput, 'thresholds'> => ({
  thresholds: [demandOf(demanded[`${ok}`])],
});

/** The calm run with something changed about it. */
interface Change {
  readonly verdict?: Partial<Verdict>;
  readonly judged?: readonly Judgement[];
  readonly input?: Partial<ReportInput>;
}

function reportWith({ verdict = {}, judged: given = judged, input = {} }: Change) {
  return reportOf(inputOf(history, verdictOf(given, verdict), input));
}

const undecided = (share: number): readonly Judgement[] =>
  judged.map((judgement, index) => (index < judged.length * share ? 'undecidable' : judgement));
const only = (kept: Judgement): readonly Judgement[] =>
  judged.map((judgement) => (judgement === kept ? judgement : 'undecidable'));
const scenario = (changes: Partial<ReportInput['scenario']>): Partial<ReportInput> => ({
  scenario: { name: 'voting', hash: 'sha256:5ce0', minResolution: 0.5, prove: 'both', ...changes },
});
const interrupted = { run: { ...runFacts, interrupted: true } };
const gaveUp = {
  keys: { valid: 2, invalid: 0, unknown: 1, vacuous: 0, results: [] },
  history: 'unknown',
} as const;

const table: readonly (readonly [string, Change, 'pass' | 'fail' | 'inconclusive', RegExp])[] = [
  ['everything right', {}, 'pass', /^all 20 answers that could be decided were right \(resolution 1\)/u],
  [
    'a proven violation',
    { verdict: { violations: [violation('proven')] } },
    'fail',
    /^r1 accepted u2 at most 612 ms/u,
  ],
  [
    'two proven violations',
    { verdict: { violations: [violation('proven'), violation('proven')] } },
    'fail',
    /^2 violations are proven; the first: r1/u,
  ],
  [
    'no explanation, no wrong answer',
    { verdict: { history: 'invalid', violations: [{ ...violation('proven'), kind: 'no-explanation' }] } },
    'fail',
    /No single answer is provably wrong/u,
  ],
  [
    'a failed threshold',
    { input: threshold(false) },
    'fail',
    /^latency\.accepted\.max was 5\.\d+ ms, and must be < 1ms$/u,
  ],
  ['a threshold that holds', { input: threshold(true) }, 'pass', /^all 20/u],
  [
    'a threshold on nothing',
    { input: threshold(null) },
    'inconclusive',
    /^delivery\.reach must be == 1, and nobody can say whether it is: nobody looked at broadcasts/u,
  ],
  [
    'a threshold on nothing beside one that failed',
    { input: { thresholds: [null, false].flatMap((ok) => threshold(ok as null).thresholds ?? []) } },
    'fail',
    /^latency/u,
  ],
  ['a proof and a give-up', { verdict: { ...gaveUp, violations: [violation('proven')] } }, 'fail', /^r1/u],
  [
    'a proof before an interrupt',
    { verdict: { violations: [violation('proven')] }, input: interrupted },
    'fail',
    /^r1/u,
  ],
  [
    'a proof at low resolution',
    { judged: undecided(0.9), verdict: { violations: [violation('proven')] } },
    'fail',
    /^r1/u,
  ],
  [
    'void',
    { verdict: { void: 'the clocks parted' } },
    'inconclusive',
    /cannot be trusted \(the clocks parted\)$/u,
  ],
  [
    'a proof from void windows',
    { verdict: { void: 'x', violations: [violation('proven')] } },
    'inconclusive',
    /; 1 accusation that rests on them does not count$/u,
  ],
  [
    'a failed threshold in a void run',
    { verdict: { void: 'x' }, input: threshold(false) },
    'inconclusive',
    /^the recorded times/u,
  ],
  ['a search that gave up', { verdict: gaveUp }, 'inconclusive', /gave up on 1 key;/u],
  [
    'near the edge only',
    { verdict: { violations: [violation('near-edge')] } },
    'inconclusive',
    /proves nothing yet \(thinner/u,
  ],
  [
    'conditional only',
    { verdict: { violations: [violation('conditional')] } },
    'inconclusive',
    /an assumption that nobody made/u,
  ],
  [
    'interrupted',
    { input: interrupted },
    'inconclusive',
    /stopped early, .*: 20 of 20 planned actions were sent$/u,
  ],
  [
    'low resolution',
    { judged: undecided(0.6) },
    'inconclusive',
    /^resolution 0\.4 is below 0\.5: 12 of 20 answers could have gone either way; a larger margin/u,
  ],
  ['resolution at the limit', { judged: undecided(0.5) }, 'pass', /resolution 0\.5/u],
  [
    'low resolution that was asked for',
    { judged: undecided(0.6), input: scenario({ minResolution: 0.2 }) },
    'pass',
    /resolution 0\.4/u,
  ],
  ['nothing decided', { judged: undecided(1) }, 'inconclusive', /^none of 20 answers could be decided/u],
  [
    'nothing decided, nothing asked',
    { judged: undecided(1), input: scenario({ minResolution: 0 }) },
    'inconclusive',
    /^none of 20/u,
  ],
  ['no accept decided', { judged: only('true-reject') }, 'inconclusive', /^no accept could be decided/u],
  [
    'no accept decided, none asked',
    { judged: only('true-reject'), input: scenario({ prove: 'rejects' }) },
    'pass',
    /^all 10/u,
  ],
  ['no reject decided', { judged: only('true-accept') }, 'inconclusive', /^no reject could be decided/u],
  [
    'no reject decided, none asked',
    { judged: only('true-accept'), input: scenario({ prove: 'accepts' }) },
    'pass',
    /^all 10/u,
  ],
  [
    'rejects asked, accepts decided',
    { judged: only('true-accept'), input: scenario({ prove: 'rejects' }) },
    'inconclusive',
    /^no reject/u,
  ],
];

describe('the verdict of a run', () => {
  it.each(table)('%s', (_, change, verdict, reason) => {
    const report = reportWith(change);
    expect(report.verdict).toBe(verdict);
    expect(report.reasons[0]).toMatch(reason);
    expect(exitCodeOf(report)).toBe({ pass: 0, fail: 1, inconclusive: 2 }[verdict]);
  });

  it('breaks off: proves nothing by itself, and keeps what was proven', () => {
    const broken = historyOf(actions, opened(3), false);
    expect(reportOf(inputOf(broken, verdictOf(judged)))).toMatchObject({
      verdict: 'inconclusive',
      reasons: [expect.stringMatching(/^the history breaks off before the run had ended: 20 of 20/u)],
    });
    const proven = verdictOf(judged, { violations: [violation('proven')] });
    expect(reportOf(inputOf(broken, proven)).verdict).toBe('fail');
  });

  it('says who could not connect, and why', () => {
    const events = ['u0', 'u1'].map(
      (user) => ({ kind: 'connection-failed', atUs: 5, user, reason: 'refused' }) as const,
    );
    expect(reportOf(inputOf(historyOf([], events), verdictOf([])))).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['nobody could connect; most often: refused (2 times)'],
      next: [expect.stringMatching(/^Check the address/u)],
    });
  });

  it('says what came instead of answers', () => {
    const rows = [
      actionOf({ outcome: 'error', reason: 'not JSON' }),
      actionOf({ outcome: 'error', reason: 'not JSON' }),
      actionOf({ outcome: 'unknown', settledAtUs: null, reason: 'no answer within 2 s' }),
    ];
    expect(
      reportOf(inputOf(historyOf(rows, opened(1)), verdictOf(['open', 'open', 'open']))).reasons,
    ).toEqual([
      "2 of 2 answers matched neither accepted nor rejected, most often `not JSON`: correct the wire's accepted and rejected; 1 action had no answer",
    ]);
  });

  it('does not pass a run that lost its server, however well it began', () => {
    const lost = ['u0', 'u1', 'u2'].map(
      (user) =>
        ({
          kind: 'connection-lost',
          atUs: 1_950_000,
          user,
          connection: `${user}.1`,
          reason: 'gone',
        }) as const,
    );
    const rows = actions.map((action) =>
      action.intendedAtUs > 1_950_000
        ? { ...action, outcome: 'dropped' as const, sentAtUs: null, settledAtUs: null }
        : action,
    );
    const seen = rows.map(({ outcome }, index) =>
      outcome === 'dropped' ? 'open' : (judged[index] ?? 'open'),
    );
    const report = reportOf(inputOf(historyOf(rows, [...opened(3), ...lost]), verdictOf(seen)));
    expect(report.verdict).toBe('inconclusive');
    expect(report.reasons).toEqual([
      '3 users lost the connection for good, so 10 planned actions never left; most often: gone (3 times)',
    ]);
  });

  const violations = fc.array(fc.constantFrom('proven', 'near-edge', 'conditional').map(violation), {
    maxLength: 3,
  });
  const anything = fc.record({
    rows: judgedActions,
    events: connectionEvents,
    violations,
    gaveUp: fc.boolean(),
    void: fc.option(fc.constant('suspended')),
    interrupted: fc.boolean(),
    complete: fc.boolean(),
    ok: fc.constantFrom(true, false, null),
    prove: fc.constantFrom('both', 'accepts', 'rejects'),
    minResolution: fc.constantFrom(0, 0.5, 0.9),
  });

  it('fails exactly when there is a proof or a failed threshold and the windows can be trusted', () => {
    fc.assert(
      fc.property(anything, (some) => {
        // The rows of the violations must exist.
        const rows = [...actions, ...some.rows.map(({ action }) => action)];
        const seen = [...judged, ...some.rows.map(({ judgement }) => judgement)];
        const verdict = verdictOf(seen, {
          violations: some.violations,
          void: some.void,
          ...(some.gaveUp ? gaveUp : {}),
        });
        const report = reportOf(
          inputOf(historyOf(rows, some.events, some.complete), verdict, {
            ...scenario({ prove: some.prove, minResolution: some.minResolution }),
            ...threshold(some.ok),
            run: { ...runFacts, interrupted: some.interrupted },
          }),
        );
        const proven = some.violations.some(({ strength }) => strength === 'proven') || some.ok === false;
        expect(report.verdict === 'fail').toBe(proven && some.void === null);
        const { resolution, trueAccepts, trueRejects, falseAccepts, falseRejects } = report.oracle;
        const clear =
          some.ok !== null && some.void === null && !some.gaveUp && !some.interrupted && some.complete;
        const shown =
          clear &&
          some.violations.length === 0 &&
          (resolution ?? 0) >= some.minResolution &&
          (some.prove === 'rejects' || trueAccepts + falseAccepts > 0) &&
          (some.prove === 'accepts' || trueRejects + falseRejects > 0);
        expect(report.verdict === 'pass' && !shown).toBe(false);
        expect(report.reasons.length).toBeGreaterThan(0);
      }),
      runs(300),
    );
  });
});
