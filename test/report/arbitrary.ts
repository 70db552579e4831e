import * as fc from 'fast-check';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import { outcomeKinds } from '../../src/history/outcome.js';
import { judgements, type Judgement } from '../../src/oracle/verdict.js';
import { hostileText } from './fixture.js';

/** Judgements that an outcome can get. */
const judgementsOf: Readonly<Record<Action['outcome'], readonly Judgement[]>> = {
  accepted: ['undecidable', 'true-accept', 'false-accept', 'near-edge'],
  rejected: ['undecidable', 'true-reject', 'false-reject', 'wrong-reason', 'near-edge'],
  error: ['open'],
  unknown: ['open'],
  dropped: ['open'],
};

export interface JudgedAction {
  readonly action: Action;
  readonly judgement: Judgement;
}

const name = (letter: string, most: number): fc.Arbitrary<string> =>
  fc.nat(most).map((index) => `${letter}${index}`);
const reason = fc.constantFrom('cooldown', 'rate limited', hostileText, '__proto__');

/** One action with consistent times: nothing settles before it is sent, nothing is sent before it is intended. */
const judgedAction: fc.Arbitrary<JudgedAction> = fc
  .record({
    user: name('u', 12),
    resource: name('r', 4),
    phase: fc.option(fc.constantFrom('rounds', 'duels'), { nil: undefined }),
    group: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    outcome: fc.constantFrom(...outcomeKinds),
    intendedAtUs: fc.nat(20_000_000),
    lateUs: fc.oneof(fc.nat(500), fc.nat(3_000_000)),
    serviceUs: fc.oneof(fc.nat(9000), fc.nat(5_000_000)),
    reason: fc.option(reason, { nil: undefined }),
    pick: fc.nat(judgements.length),
  })
  .map(({ lateUs, serviceUs, pick, phase, group, reason: why, ...rest }) => {
    const sent = rest.intendedAtUs + lateUs;
    const possible = judgementsOf[rest.outcome];
    const answered = rest.outcome !== 'unknown' && rest.outcome !== 'dropped';
    return {
      action: {
        ...rest,
        id: 0,
        step: 0,
        sentAtUs: rest.outcome === 'dropped' ? null : sent,
        settledAtUs: answered ? sent + serviceUs : null,
        ...(phase === undefined ? {} : { phase }),
        ...(group === undefined ? {} : { group }),
        ...(why === undefined ? {} : { reason: why }),
      },
      judgement: possible[pick % possible.length] ?? 'open',
    };
  });

/** Rows with what a judge might have said of them. */
export const judgedActions = fc
  .array(judgedAction, { maxLength: 120 })
  .map((rows) => rows.map(({ action, judgement }, id) => ({ action: { ...action, id }, judgement })));

const when = fc.nat(20_000_000);

export const connectionEvents: fc.Arbitrary<readonly HistoryEvent[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('connection-opened' as const),
      atUs: when,
      user: name('u', 12),
      connection: fc.constant('c'),
      connectUs: fc.nat(50_000),
    }),
    fc.record({ kind: fc.constant('connection-failed' as const), atUs: when, user: name('u', 12), reason }),
    fc.record({
      kind: fc.constant('connection-lost' as const),
      atUs: when,
      user: name('u', 12),
      connection: fc.constant('c'),
      reason,
    }),
  ),
  { maxLength: 30 },
);
