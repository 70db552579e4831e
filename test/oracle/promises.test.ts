import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 11) | 0;
const model = cooldown({ per: ['resource'], everyUs: 200_000 });
const fresh: Assumptions = { ...defaultAssumptions, initial: 'fresh' };

type Line = readonly [
  user: string,
  sentMs: number,
  settledMs: number,
  outcome: 'accepted' | 'rejected' | 'unknown',
  retryAfterMs?: number,
];

function judged(lines: readonly Line[], assumptions: Partial<Assumptions> = {}) {
  const builder = historyBuilder();
  lines.forEach(([user, sentMs, settledMs, outcome, retryAfterMs], id) => {
    const times = { intendedAtUs: sentMs * 1000, sentAtUs: sentMs * 1000, settledAtUs: settledMs * 1000 };
    const action = { id, user, resource: 'r1', step: id, ...times, outcome };
    builder.add(retryAfterMs === undefined ? action : { ...action, retryAfterMs });
  });
  return judge(model, builder.build(), { ...fresh, ...assumptions });
}

const promised = (ms: number) =>
  judged([
    ['u1', 1000, 1010, 'accepted'],
    ['u2', 1020, 1030, 'rejected', ms],
  ]).violations;

const between = (line: Line) =>
  judged([['u1', 1000, 1010, 'accepted'], ['u2', 1020, 1030, 'rejected', 60], line]).violations.filter(
    ({ kind }) => kind === 'early-promise',
  );

it('holds a promise against the server that is surely too early, and says why', () => {
  const { violations, falseRejects, trueRejects } = judged([
    ['u1', 1000, 1010, 'accepted'],
    ['u2', 1020, 1030, 'rejected', 60],
  ]);
  expect(violations).toHaveLength(1);
  expect(violations[0]).toMatchObject({ kind: 'early-promise', strength: 'proven', rows: [0, 1] });
  expect(violations[0]?.because).toBe(
    'r1 refused u2 and promised room after 60 ms, when u1 still leaves no room; the limit is a cooldown of 200 ms per resource.',
  );
  expect([falseRejects, trueRejects]).toEqual([0, 1]);
});

it('lets a promise be late, rounded up, or about right', () => {
  expect(promised(180)).toEqual([]);
  expect(promised(1000)).toEqual([]);
  expect(promised(60_000)).toEqual([]);
  expect(promised(0)).toEqual([]);
});

it('says nothing when something else may have touched the key before the time was up', () => {
  expect(between(['u3', 1050, 1060, 'unknown'])).toEqual([]);
  expect(between(['u3', 1015, 1060, 'unknown'])).toEqual([]);
  expect(between(['u3', 1300, 1310, 'accepted'])).toHaveLength(1);
  expect(between(['u3', 1050, 1060, 'rejected'])).toHaveLength(1);
});

it('says nothing of promises where the memory of the server may have been lost', () => {
  const lines: readonly Line[] = [
    ['u1', 1000, 1010, 'accepted'],
    ['u2', 1020, 1030, 'rejected', 60],
  ];
  expect(judged(lines, { state: 'perProcess' }).violations).toEqual([]);
});

it('never doubts a server that promises what is left, rounded up to any unit', () => {
  const moments = fc.array(
    fc.record({ sentUs: fc.nat(2_000_000), onTheWayUs: fc.nat(30_000), backUs: fc.nat(30_000) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(moments, fc.constantFrom(1, 10, 1000), fc.boolean(), (actions, unitMs, ticks) => {
      const builder = historyBuilder();
      let acceptedUs = -Infinity;
      const decided = actions
        .map(({ sentUs, onTheWayUs, backUs }) => ({ sentUs, atUs: sentUs + onTheWayUs, backUs }))
        .sort((a, b) => a.atUs - b.atUs);
      decided.forEach(({ sentUs, atUs, backUs }, id) => {
        const nowUs = ticks ? Math.floor(atUs / 1000) * 1000 : atUs;
        const leftUs = acceptedUs + 200_000 - nowUs;
        const times = { intendedAtUs: sentUs, sentAtUs: sentUs, settledAtUs: atUs + backUs };
        const action = { id, user: 'u1', resource: 'r1', step: id, ...times };
        if (leftUs <= 0) acceptedUs = nowUs;
        if (leftUs <= 0) builder.add({ ...action, outcome: 'accepted' });
        else
          builder.add({
            ...action,
            outcome: 'rejected',
            retryAfterMs: Math.ceil(leftUs / 1000 / unitMs) * unitMs,
          });
      });
      expect(judge(model, builder.build(), fresh).violations).toEqual([]);
    }),
    { seed, numRuns: 500 },
  );
});
