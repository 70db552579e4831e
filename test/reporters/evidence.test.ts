import { expect, it } from 'vitest';
import type { ReportedViolation } from '../../src/report/report.js';
import { evidenceOf } from '../../src/reporters/format/evidence.js';

function violation(kind: ReportedViolation['kind'], sentAtUs: readonly (number | null)[]): ReportedViolation {
  const actions = sentAtUs.map((sent, id) => ({
    id,
    user: 'u1',
    resource: 'r1',
    action: null,
    connection: null,
    node: null,
    phase: null,
    sentAtUs: sent,
    settledAtUs: sent,
    outcome: 'accepted' as const,
    reason: null,
  }));
  return {
    kind,
    strength: 'proven',
    key: 'r1',
    actions,
    because: '',
    chain: [],
    marginUs: 1,
    constraint: null,
    atUs: 0,
  };
}

const shown = (kind: ReportedViolation['kind'], sentAtUs: readonly (number | null)[], most: number) => {
  const { actions, outcomes, more } = evidenceOf(violation(kind, sentAtUs), most);
  return { ids: actions.map(({ id }) => id), outcomes, more };
};

it('shows actions as they were sent, and which of them is wrong', () => {
  expect(shown('false-accept', [140, 560, 0], 8)).toEqual({
    ids: [2, 0, 1],
    outcomes: ['wrong: accepted', 'accepted', 'accepted'],
    more: 0,
  });
});

it('leaves out others before the one that is wrong', () => {
  expect(shown('false-accept', [0, 1, 2, 3, 4], 3)).toEqual({
    ids: [0, 1, 4],
    outcomes: ['accepted', 'accepted', 'wrong: accepted'],
    more: 2,
  });
});

it('blames none where no single answer is wrong, or only what was said beside it', () => {
  const none = { ids: [1, 0], outcomes: ['accepted', 'accepted'], more: 0 };
  expect(shown('no-explanation', [1, 0], 8)).toEqual(none);
  expect(shown('stale-token', [1, 0], 8)).toEqual(none);
});
