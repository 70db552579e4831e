import { describe, expect, it } from 'vitest';
import type { Action, HistoryEvent } from '../../src/history/action.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';
import { judgements, type Verdict } from '../../src/oracle/verdict.js';
import { historyOf } from './small.js';

const model = cooldown({ per: ['resource'], everyUs: 200_000 });
let nextId = 0;
const act = (
  sentMs: number,
  settledMs: number | null,
  outcome: Action['outcome'],
  rest: Partial<Action> = {},
): Action => ({
  id: nextId++,
  user: 'u1',
  resource: 'r1',
  step: 0,
  intendedAtUs: sentMs * 1000,
  sentAtUs: outcome === 'dropped' ? null : sentMs * 1000,
  settledAtUs: settledMs === null ? null : settledMs * 1000,
  outcome,
  ...rest,
});
const judged = (
  actions: readonly Action[],
  assumptions: Partial<Assumptions> = {},
  events: readonly HistoryEvent[] = [],
): Verdict =>
  judge(model, historyOf({ actions, events }), { ...defaultAssumptions, initial: 'fresh', ...assumptions });
const perAction = ({ perAction }: Verdict): readonly string[] =>
  [...perAction].map((code) => judgements[code]);

const apart = (machine: string): readonly Action[] => [
  act(0, 10, 'accepted', { machine: 'a' }),
  act(100, 110, 'accepted', { machine }),
];

describe('the judge', () => {
  it('finds nothing in an empty history', () => {
    expect(judged([])).toMatchObject({ history: 'valid', decided: 0, violations: [], void: null });
    expect(judged([]).keys).toEqual({ valid: 0, invalid: 0, unknown: 0, vacuous: 0, results: [] });
  });

  it('decides a paced history completely', () => {
    const verdict = judged([
      act(0, 10, 'accepted'),
      act(100, 110, 'rejected'),
      act(215, 225, 'accepted'),
      act(300, 310, 'rejected'),
    ]);
    expect(perAction(verdict)).toEqual(['true-accept', 'true-reject', 'true-accept', 'true-reject']);
    expect(verdict).toMatchObject({ decided: 4, correct: 4, undecidable: 0, history: 'valid' });
  });

  it('leaves open what could have gone either way', () => {
    expect(perAction(judged([act(0, 10, 'accepted'), act(195, 215, 'accepted')]))).toEqual([
      'true-accept',
      'undecidable',
    ]);
  });

  it('knows nothing of errors, unknowns and what never left', () => {
    const verdict = judged([act(0, 10, 'error'), act(20, null, 'unknown'), act(30, null, 'dropped')]);
    expect(perAction(verdict)).toEqual(['open', 'open', 'open']);
    expect(verdict.keys).toMatchObject({ valid: 1, vacuous: 1 });
    expect(judged([act(30, null, 'dropped')]).keys.results).toEqual([]);
  });

  it('holds no reject against a server whose past is unknown, until it recovered or accepted', () => {
    const early = act(0, 10, 'rejected');
    const late = act(230, 240, 'rejected');
    expect(judged([early], { initial: 'unknown' })).toMatchObject({ history: 'valid', undecidable: 1 });
    expect(judged([early]).falseRejects).toBe(1);
    expect(judged([early, late], { initial: 'unknown' }).falseRejects).toBe(1);
  });

  it('takes an unanswered action for possible for ever, unless there is a horizon', () => {
    const actions = [act(0, 10, 'accepted'), act(20, null, 'unknown'), act(900, 910, 'rejected')];
    expect(judged(actions)).toMatchObject({ history: 'valid', violations: [] });
    expect(judged(actions, { horizonUs: 100_000 }).falseRejects).toBe(1);
    expect(judged(actions, { horizonUs: 870_000 }).falseRejects).toBe(0);
  });

  it('accuses of no reject where others may have used the key, or the history is not whole', () => {
    const actions = [act(0, 10, 'accepted'), act(500, 510, 'rejected'), act(520, 530, 'accepted')];
    expect(judged(actions).falseRejects).toBe(1);
    for (const assumptions of [{ exclusive: false }, { complete: false }]) {
      const verdict = judged([...actions, act(560, 570, 'accepted')], assumptions);
      expect(verdict).toMatchObject({ falseRejects: 0, falseAccepts: 1, trueAccepts: 0 });
    }
  });

  it('shows a thin proof, and does not count it', () => {
    const actions = [act(0, 10, 'accepted'), act(180, 199, 'accepted')];
    const verdict = judged(actions, { tickUs: 0, driftPpm: 0 });
    expect(verdict.violations).toMatchObject([
      { strength: 'near-edge', marginUs: 500, kind: 'false-accept' },
    ]);
    expect(perAction(verdict)).toEqual(['true-accept', 'near-edge']);
    expect(verdict).toMatchObject({
      decided: 1,
      correct: 1,
      nearEdge: 1,
      marginUs: null,
      history: 'invalid',
    });
    expect(judged(actions, { tickUs: 0, driftPpm: 0, minMarginUs: 500 })).toMatchObject({ falseAccepts: 1 });
    expect(judged(actions).history).toBe('valid');
  });

  it('accepts at exactly the length when inclusive, and one microsecond later when not', () => {
    const exact = { tickUs: 0, driftPpm: 0, minMarginUs: 0 } as const;
    const actions = [act(0, 0, 'accepted'), act(200, 200, 'accepted')];
    expect(judged(actions, exact).history).toBe('valid');
    expect(judged(actions, { ...exact, boundary: 'exclusive' }).falseAccepts).toBe(1);
    expect(judged([act(0, 0, 'accepted'), act(200, 200, 'rejected')], exact).falseRejects).toBe(1);
  });

  it('blames the later settled of two, once, and goes on', () => {
    const verdict = judged([
      act(0, 10, 'accepted'),
      act(50, 60, 'accepted'),
      act(230, 240, 'accepted'),
      act(600, 610, 'accepted'),
      act(650, 660, 'accepted'),
    ]);
    expect(verdict.violations.map(({ rows }) => rows)).toEqual([
      [0, 1],
      [3, 4],
    ]);
    expect(verdict).toMatchObject({ falseAccepts: 2, history: 'invalid' });
  });

  it('makes no second fault out of what only the first could explain', () => {
    const verdict = judged([
      act(0, 1, 'rejected'),
      act(0, 1, 'rejected', { user: 'u2' }),
      act(100, 101, 'accepted'),
      act(400, 401, 'accepted'),
      act(500, 501, 'accepted', { user: 'u2' }),
      act(605, 606, 'rejected'),
      act(650, 651, 'accepted'),
    ]);
    expect(verdict.violations.map(({ kind, rows }) => [kind, rows[rows.length - 1]])).toEqual([
      ['false-reject', 0],
      ['false-accept', 4],
    ]);
  });

  it('frees a reject on the last microsecond that only a blamed accept could explain, and not one earlier', () => {
    const exact = { tickUs: 0, driftPpm: 0, minMarginUs: 0 } as const;
    const after = (lateMs: number) =>
      judged([act(0, 0, 'accepted'), act(100, 100, 'accepted'), act(lateMs, lateMs, 'rejected')], exact);
    expect(after(299.999).violations.map(({ kind }) => kind)).toEqual(['false-accept']);
    expect(after(300).violations.map(({ kind }) => kind)).toEqual(['false-accept', 'false-reject']);
  });

  it('names what is proven before what is only near', () => {
    const verdict = judged(
      [
        act(0, 10, 'accepted'),
        act(180, 199, 'accepted'),
        act(600, 610, 'accepted'),
        act(650, 660, 'accepted'),
      ],
      { tickUs: 0, driftPpm: 0 },
    );
    expect(verdict.violations.map(({ strength }) => strength)).toEqual(['proven', 'near-edge']);
  });

  it('proves a contradiction of three although no two contradict', () => {
    const verdict = judged([act(0, 300, 'accepted'), act(1, 301, 'accepted'), act(2, 302, 'accepted')]);
    expect(verdict).toMatchObject({ history: 'invalid', decided: 0, correct: 0 });
    expect(verdict.violations).toMatchObject([
      { kind: 'no-explanation', rows: [0, 1, 2], strength: 'proven' },
    ]);
  });

  it('counts keys, and those that prove nothing', () => {
    const verdict = judged([
      act(0, 10, 'accepted', { resource: 'b' }),
      act(50, 60, 'accepted', { resource: 'b' }),
      act(0, 10, 'accepted', { resource: 'a' }),
      act(0, null, 'unknown', { resource: 'c' }),
    ]);
    expect(verdict.keys).toEqual({
      valid: 2,
      invalid: 1,
      unknown: 0,
      vacuous: 1,
      results: [
        { key: 'a', history: 'valid' },
        { key: 'b', history: 'invalid', explainedAnswers: 1 },
        { key: 'c', history: 'valid' },
      ],
    });
  });

  it('trusts no clock that was not to be trusted', () => {
    const actions = [act(0, 10, 'accepted')];
    const events: HistoryEvent[] = [{ kind: 'clock-untrusted', atUs: 5, reason: 'the machine slept' }];
    expect(judged(actions, {}, events).void).toBe('the machine slept');
    const two = [act(0, 10, 'accepted', { machine: 'a' }), act(300, 310, 'accepted', { machine: 'b' })];
    expect(judged(two).void).toMatch(/several machines/u);
    expect(judged(two, { offsetBoundUs: 1_000 }).void).toBeNull();
  });

  it('widens by the offset of clocks only where there are several', () => {
    const allowed = { offsetBoundUs: 50_000 };
    expect(judged(apart('a'), allowed).falseAccepts).toBe(1);
    expect(judged(apart('b'), allowed).history).toBe('valid');
  });

  it.each([
    [['user'], 1],
    [['resource'], 1],
    [['user', 'resource'], 0],
    [[], 3],
  ] as const)('counts per %j', (per, falseAccepts) => {
    const actions = [
      act(0, 10, 'accepted'),
      act(20, 30, 'accepted', { user: 'u2' }),
      act(40, 50, 'accepted', { resource: 'r2' }),
      act(60, 70, 'accepted', { user: 'u3', resource: 'r3' }),
    ];
    const verdict = judge(cooldown({ per, everyUs: 200_000 }), historyOf({ actions, events: [] }), {
      ...defaultAssumptions,
      initial: 'fresh',
    });
    expect(verdict.falseAccepts).toBe(falseAccepts);
  });

  it('stays sane when everything is wrong', () => {
    const actions = Array.from({ length: 6_000 }, (_, index) =>
      act(index * 7, index * 7 + 5, index % 3 === 0 ? 'rejected' : 'accepted'),
    );
    const verdict = judged(actions);
    expect(verdict.history).toBe('invalid');
    expect(verdict.falseAccepts).toBeGreaterThan(3_000);
  });
});
