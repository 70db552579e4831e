import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyFields } from '../../src/history/action.js';
import type { Action } from '../../src/history/action.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { HistoryBuilder, PlannedCells } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import { anyActions, inSendOrder, seed } from './arbitrary.js';
import { usedBytes } from './used-bytes.js';

const rows = (history: History): Action[] =>
  Array.from({ length: history.length }, (_, row) => history.actionAt(row));

function built(actions: readonly Action[]): History {
  const builder = historyBuilder(1);
  for (const action of actions) builder.add(action);
  return builder.build();
}

describe(`columns (seed ${seed})`, () => {
  it('hold what a plain array of actions holds, in order of sending', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        expect(rows(built(actions))).toEqual(inSendOrder(actions));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('give the same history whatever the order of adding', () => {
    fc.assert(
      fc.property(
        anyActions.chain((actions) =>
          fc.tuple(fc.constant(actions), fc.shuffledSubarray(actions, { minLength: actions.length })),
        ),
        ([actions, shuffled]) => {
          expect(rows(built(shuffled))).toEqual(rows(built(actions)));
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  it('agree cell by cell with the actions, and codes are equal exactly where texts are', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const history = built(actions);
        const expected = inSendOrder(actions);
        for (const field of keyFields) {
          const codes = history.codes(field);
          const texts = expected.map((action) => action[field] ?? (field === 'action' ? 'act' : undefined));
          texts.forEach((text, row) => {
            expect(codes[row] === -1 ? undefined : history.text(field, codes[row])).toBe(text);
            texts.forEach((other, i) => expect(codes[i] === codes[row]).toBe(other === text));
          });
        }
        expected.forEach((action, row) => {
          expect(history.sentAtUs[row]).toBe(action.sentAtUs ?? NaN);
          expect(history.settledAtUs[row]).toBe(
            action.settledAtUs ?? (action.outcome === 'unknown' ? Infinity : NaN),
          );
          expect(history.intendedAtUs[row]).toBe(action.intendedAtUs);
          expect(history.outcomeAt(row)).toBe(action.outcome);
          expect(history.reasonAt(row)).toBe(action.reason);
          expect(history.costAt(row)).toBe(action.cost ?? 1);
        });
      }),
      { seed, numRuns: 60 },
    );
  });

  it('do not change when the builder goes on', () => {
    const builder = historyBuilder();
    const row = builder.sent(cells(builder, 0), 10);
    const before = builder.build({ complete: false });
    builder.settled(row, 20, { kind: 'accepted', token: 7 });
    expect(before.actionAt(0)).toMatchObject({ outcome: 'unknown', sentAtUs: 10, settledAtUs: null });
    expect(before.settledAtUs[0]).toBe(Infinity);
    expect(before.complete).toBe(false);
    expect(builder.build().actionAt(0)).toMatchObject({ outcome: 'accepted', settledAtUs: 20, token: 7 });
  });
});

describe('settling a row', () => {
  it('lets a late answer replace unknown, and nothing replace an answer', () => {
    const builder = historyBuilder();
    const row = builder.sent(cells(builder, 0), 10);
    expect(builder.settled(row, null, { kind: 'unknown', reason: 'timeout' })).toBe(true);
    expect(builder.build().reasonAt(0)).toBe('timeout');
    expect(builder.settled(row, 40, { kind: 'accepted', value: 'x', serverAtUs: 30 })).toBe(true);
    expect(builder.settled(row, 50, { kind: 'rejected', reason: 'late' })).toBe(false);
    expect(builder.settled(row, null, { kind: 'unknown', reason: 'end' })).toBe(false);
    expect(builder.build().actionAt(0)).toEqual({
      id: 0,
      user: 'u0',
      resource: 'r0',
      step: 0,
      intendedAtUs: 5,
      sentAtUs: 10,
      settledAtUs: 40,
      outcome: 'accepted',
      phase: 'main',
      value: 'x',
      serverAtUs: 30,
    });
  });

  it('keeps dropped rows without any time of their own, whichever way they come', () => {
    const builder = historyBuilder();
    builder.dropped(cells(builder, 0), 'not connected');
    const row = builder.sent(cells(builder, 1), 10);
    expect(builder.settled(row, null, { kind: 'dropped', reason: 'not connected' })).toBe(true);
    expect(builder.settled(row, 20, { kind: 'accepted' })).toBe(false);
    const history = builder.build();
    for (const at of [0, 1]) {
      expect(history.sentAtUs[at]).toBeNaN();
      expect(history.settledAtUs[at]).toBeNaN();
      expect(history.actionAt(at)).toMatchObject({ outcome: 'dropped', reason: 'not connected' });
    }
  });
});

describe('memory', () => {
  it('stays under 100 bytes an action for a plain run of a million', async () => {
    const count = 1_000_000;
    const before = await usedBytes();
    const history = plainRun(count);
    const perAction = ((await usedBytes()) - before) / count;
    expect(history.length).toBe(count);
    expect(perAction).toBeLessThan(100);
    expect(perAction).toBeGreaterThan(30);
    process.stdout.write(`memory: ${perAction.toFixed(1)} bytes an action\n`);
  });
});

function cells(builder: HistoryBuilder, id: number): PlannedCells {
  return {
    id,
    user: builder.code('user', 'u0'),
    resource: builder.code('resource', 'r0'),
    step: 0,
    intendedAtUs: 5,
    phase: builder.code('phase', 'main'),
  };
}

function plainRun(count: number): History {
  const builder = historyBuilder();
  const phase = builder.code('phase', 'main');
  for (let id = 0; id < count; id++) {
    const user = builder.code('user', `u${id % 1000}`);
    const resource = builder.code('resource', `r${id % 100}`);
    const connection = builder.code('connection', `u${id % 1000}.0`);
    const row = builder.sent(
      { id, user, resource, step: id, intendedAtUs: id * 10, connection, phase },
      id * 10 + 3,
    );
    const answer =
      id % 5 === 0 ? ({ kind: 'rejected', reason: 'cooldown' } as const) : ({ kind: 'accepted' } as const);
    builder.settled(row, id * 10 + 900, answer);
  }
  return builder.build();
}
