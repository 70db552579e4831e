import { expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { allOf, cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { exactly } from './compare.js';
import { historyOf } from './small.js';

const limits = allOf([
  cooldown({ per: ['user'], everyUs: 1_000_000 }),
  cooldown({ per: ['resource'], everyUs: 1_000_000 }),
]);

const act = (user: string, resource: string, sentAtUs: number, answer: Partial<Action>): Action => ({
  id: `${user}${resource}${sentAtUs}`,
  user,
  resource,
  step: 0,
  intendedAtUs: sentAtUs,
  sentAtUs,
  settledAtUs: sentAtUs + 1000,
  outcome: 'rejected',
  ...answer,
});

it('says in whose name a refusal was wrong, and which one nobody can have made', () => {
  const actions = [
    act('u1', 'r1', 0, { outcome: 'accepted' }),
    act('u2', 'r1', 100_000, { reason: 'user' }),
    act('u1', 'r2', 200_000, { reason: 'user' }),
    act('u3', 'r1', 300_000, { reason: 'resource' }),
    act('u4', 'r4', 400_000, {}),
  ];
  const verdict = judge(limits, historyOf({ actions, events: [] }), exactly);
  expect(verdict.history).toBe('invalid');
  expect(verdict.violations.map(({ kind, key, because }) => [kind, key, because])).toEqual([
    [
      'false-reject',
      'u4 r4',
      'the server refused u4 on r4 although none of its limits stood in the way; they are a cooldown of 1000 ms per user, and a cooldown of 1000 ms per resource.',
    ],
    [
      'wrong-reason',
      'u2',
      "the server refused u2 on r1 and named 'user', but that limit would have accepted it: a cooldown of 1000 ms per user.",
    ],
  ]);
  expect([verdict.decided, verdict.correct, verdict.wrongReasons, verdict.falseRejects]).toEqual([
    5, 3, 1, 1,
  ]);
});
