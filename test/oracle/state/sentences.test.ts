import { describe, expect, it } from 'vitest';
import { historyBuilder } from '../../../src/history/columns.js';
import type { StateSpec } from '../../../src/oracle/state/contract.js';
import { judgeState } from '../../../src/oracle/state/judge-state.js';
import type { CheckVerdict } from '../../../src/oracle/state/verdict.js';
import { because, judged, many, members, seats, second, tally } from './judged.js';

describe('what is said of state', () => {
  it('counts what is lost', () => {
    expect(because(judged(tally, many(43, 'accepted'), [{ values: { r3: 41 } }]))).toEqual([
      'tally r3 says 41 after 43 actions were accepted; 2 are lost.',
    ]);
    expect(because(judged(seats, many(3, 'accepted'), [{ values: { r3: 48 } }]))).toEqual([
      'seats r3 says 48 after 3 actions were accepted, from 50 at the start; 1 is lost.',
    ]);
    expect(because(judged(tally, ['accepted'], [{ values: { r3: 1, other: 2 } }, { values: {} }]))).toEqual([
      'tally r3 says 0 after 1 action was accepted; 1 is lost.',
    ]);
  });

  it('counts what is too many, and names refusals that seem to have counted', () => {
    expect(because(judged(tally, many(3, 'accepted'), [{ values: { r3: 4 } }]))).toEqual([
      'tally r3 says 4 after 3 actions were accepted; 1 is too many.',
    ]);
    const refused = judged(tally, ['accepted', 'rejected', 'rejected', 'accepted'], [{ values: { r3: 4 } }]);
    expect(refused.violations[0]).toMatchObject({ kind: 'double-count', value: 4, least: 2, most: 2 });
    expect(because(refused)).toEqual([
      'tally r3 says 4 after 2 actions were accepted; 2 are too many, as if the 2 that were refused had counted too.',
    ]);
  });

  it('leaves room for what nobody knows', () => {
    for (const value of [2, 3, 4])
      expect(
        because(judged(tally, ['accepted', 'unknown', 'accepted', 'error'], [{ values: { r3: value } }])),
      ).toEqual([]);
    expect(because(judged(tally, ['accepted', 'unknown'], [{ values: { r3: 3 } }]))).toEqual([
      'tally r3 says 3 after 1 action was accepted and 1 more may have been; 1 is too many.',
    ]);
    expect(judged(tally, ['dropped'], [{ values: { r3: 1 } }]).violations).toHaveLength(1);
  });

  it('compares with what was said before, where nobody knows the start', () => {
    const reads = [{ values: { r3: 40 }, askedAtUs: 100 }, { values: { r3: 41 } }];
    expect(because(judged({ ...tally, start: null }, ['dropped', 'accepted', 'accepted'], reads))).toEqual([
      'tally r3 says 41 at most 3601 s after it said 40, and 2 actions were accepted in between; 1 is lost.',
    ]);
    expect(judged({ ...tally, start: null }, ['accepted'], [{ values: { r3: 1 } }]).doubt).toMatch(
      /read once only/,
    );
  });

  it('says the range where changes are of several kinds', () => {
    const release = ['accepted', { action: 'release' }] as const;
    expect(because(judged(tally, ['accepted', 'accepted', release], [{ values: { r3: 3 } }]))).toEqual([
      'tally r3 says 3, from 0 at the start; what was accepted (3 changes) makes it 1.',
    ]);
  });

  it('tells members that are missing, still there, there by a refusal, or twice', () => {
    const left = ['accepted', { action: 'leave', user: 'u0' }] as const;
    expect(because(judged(members, ['accepted'], [{ values: { r3: [] } }]))).toEqual([
      'room r3 does not have u0, who was accepted.',
    ]);
    expect(because(judged(members, ['accepted', left], [{ values: { r3: ['u0'] } }]))).toEqual([
      'room r3 still has u0, whose leaving was accepted.',
    ]);
    expect(because(judged(members, ['rejected'], [{ values: { r3: ['u0'] } }]))).toEqual([
      'room r3 has u0, although the only request was refused: a refusal created it.',
    ]);
    expect(because(judged(members, ['accepted'], [{ values: { r3: ['u0', 'u0'] } }]))).toEqual([
      'room r3 has u0 twice; each is in at most once.',
    ]);
  });

  it('of what nobody acted on it says nothing, unless nothing may change it', () => {
    expect(judged(tally, ['accepted'], [{ values: { r3: 1, r4: 7 } }])).toMatchObject({
      strangers: 1,
      violations: [],
    });
    const constant: StateSpec = { ...tally, changeOf: () => null, isConstantUntouched: true };
    expect(because(judged(constant, ['accepted'], [{ values: { errors: 2 } }]))).toEqual([
      'tally errors says 2, and nothing that was done may change it: it must be 0.',
    ]);
    expect(judged(constant, ['accepted'], [{ values: { errors: 0 } }])).toMatchObject({
      compared: 1,
      violations: [],
    });
  });

  it('keeps control characters of a server out of sentences', () => {
    const hostile: StateSpec = { ...tally, changeOf: () => ({ key: '\u001b[31mr3\n', by: 1 }) };
    expect(because(judged(hostile, ['accepted'], [{ values: { '\u001b[31mr3\n': 0 } }])).join()).toMatch(
      /^[ -~]*$/,
    );
  });
});

describe('nothing is told', () => {
  it.each<[string, CheckVerdict, RegExp]>([
    [
      'where others act unseen',
      judged(tally, ['accepted'], [{ values: { r3: 0 } }], {
        assumptions: { exclusive: false, complete: true, state: 'durable', initial: 'fresh' },
      }),
      /others use the same keys/,
    ],
    [
      'where actions are not recorded',
      judged(tally, ['accepted'], [{ values: { r3: 0 } }], {
        assumptions: { exclusive: true, complete: false, state: 'durable', initial: 'fresh' },
      }),
      /not recorded/,
    ],
    [
      'where other keys are read than counted',
      judged(tally, ['accepted'], [{ values: { x: 0 } }]),
      /names none of its keys/,
    ],
    [
      'where no action is about it',
      judged({ ...tally, changeOf: () => null }, ['accepted'], [{ values: { r3: 5 } }]),
      /no action of the run/,
    ],
    [
      'where the code of the scenario throws',
      judged(
        {
          ...tally,
          changeOf: () => {
            throw new Error('oh');
          },
        },
        ['accepted'],
        [{ values: { r3: 5 } }],
      ),
      /`count` cannot be used: oh/,
    ],
    [
      'where it counts by halves',
      judged({ ...tally, changeOf: () => ({ key: 'r3', by: 0.5 }) }, ['accepted'], [{ values: { r3: 5 } }]),
      /by 0.5/,
    ],
  ])('%s', (_, check, doubt) => {
    expect(check.violations).toEqual([]);
    expect(check.doubt).toMatch(doubt);
  });

  it('of what a process that forgets took with it', () => {
    const restart = { events: [{ kind: 'server-restarted', atUs: 2 * second - 1 }] } as const;
    const forgetful = {
      assumptions: { exclusive: true, complete: true, state: 'perProcess', initial: 'fresh' },
    } as const;
    const actions = many(4, 'accepted');
    for (const value of [2, 3, 4])
      expect(
        judged(tally, actions, [{ values: { r3: value } }], { ...restart, ...forgetful }).violations,
      ).toEqual([]);
    expect(
      judged(tally, actions, [{ values: { r3: 1 } }], { ...restart, ...forgetful }).violations,
    ).toHaveLength(1);
    expect(judged(tally, actions, [{ values: { r3: 2 } }], restart).violations).toHaveLength(1);
  });

  it('of answers that may have gone to others', () => {
    const builder = historyBuilder(1);
    builder.add({
      id: 0,
      user: 'u',
      resource: 'r3',
      step: 0,
      intendedAtUs: 0,
      sentAtUs: 0,
      settledAtUs: 1,
      outcome: 'accepted',
      connection: 'u.1',
    });
    builder.event({ kind: 'connection-untrusted', atUs: 2, connection: 'u.1', reason: 'x' });
    builder.event({ kind: 'state-read', check: 'tally', askedAtUs: 9, atUs: 9, values: { r3: 0 } });
    expect(judgeState([tally], builder.build()).checks[0]?.violations).toEqual([]);
  });
});
