import { describe, expect, it } from 'vitest';
import type { StateSpec } from '../../../src/oracle/state/contract.js';
import type { StateAssumptions } from '../../../src/oracle/state/judge-state.js';
import { because, judged, members, tally, type Outcome, type Read, type Value } from './judged.js';

const last = (value: Value): Read => ({ values: { r3: value } });
const first = (values: Read['values']): Read => ({ values, askedAtUs: 100 });

describe('a server that was there before', () => {
  it('counts from what was read first, where the server may have been used before', () => {
    const used: StateAssumptions = { exclusive: true, complete: true, state: 'durable', initial: 'unknown' };
    const told = (spec: StateSpec, reads: readonly Read[]) =>
      judged(spec, ['dropped', 'accepted', 'accepted'], reads, { assumptions: used });
    const right = told(tally, [first({ r3: 6 }), last(8)]);
    expect(right).toMatchObject({ violations: [], doubt: null, compared: 1, exact: 1 });
    expect(right.notes).toEqual([
      'tally r3 began at 6, not at 0: the server was used before; counted from there',
    ]);
    expect(told(tally, [first({}), last(2)])).toMatchObject({ violations: [], notes: [], exact: 1 });
    expect(told(tally, [first({}), last(3)]).violations).toHaveLength(1);
    expect(told(tally, [first({ r3: 6 }), last(7)]).violations).toHaveLength(1);
    expect(told(tally, [last(8)])).toMatchObject({ violations: [], notes: [], compared: 0 });
    expect(told(tally, [last(8)]).doubt).toMatch(
      /^it could not be read at the beginning, .*`oracle: \{initial: fresh\}`$/,
    );
    expect(told({ ...tally, isStartSure: true }, [last(8)]).violations).toHaveLength(1);
    const unsure = judged({ ...tally, isStartSure: false }, ['accepted'], [last(8)]);
    expect(unsure.violations).toEqual([]);

    const constant: StateSpec = { ...tally, changeOf: () => null, isConstantUntouched: true };
    expect(told(constant, [first({ r3: 6 }), last(6)]).violations).toEqual([]);
    expect(because(told(constant, [first({ r3: 6 }), last(7)]))).toEqual([
      'tally r3 says 7, and nothing that was done may change it: it must be 6.',
    ]);
  });

  it('takes members who were in before for members', () => {
    const used: StateAssumptions = { exclusive: true, complete: true, state: 'durable', initial: 'unknown' };
    const told = (outcome: Outcome, before: readonly string[], after: readonly string[]) =>
      judged(
        members,
        ['dropped', outcome],
        [{ values: { r3: before }, askedAtUs: 100 }, { values: { r3: after } }],
        { assumptions: used },
      );
    expect(told('rejected', ['u1', 'x'], ['u1'])).toMatchObject({
      violations: [],
      notes: ['room r3 began with 2 in it, not with nobody: the server was used before; counted from there'],
    });
    expect(told('rejected', ['u1'], []).violations).toEqual([]);
    expect(told('accepted', [], ['u1'])).toMatchObject({ violations: [], notes: [] });
    expect(because(told('rejected', [], ['u1']))).toEqual([
      'room r3 has u1, although the only request was refused: a refusal created it.',
    ]);
    expect(told('accepted', ['u1'], []).violations).toHaveLength(1);
  });
});
