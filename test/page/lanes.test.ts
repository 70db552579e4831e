import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptBefore, acceptsOf, shadowsIn, shadowOf } from '../../src/page/timeline/accepts.js';
import { countInto, noDensity } from '../../src/page/timeline/density.js';
import { matching, noFilter, shownRows, toggled, type Filter } from '../../src/page/timeline/filter.js';
import { laneAt, layoutOf, linesOf } from '../../src/page/timeline/geometry.js';
import { barEnds, hitAt, type Plot } from '../../src/page/timeline/hit.js';
import { groupings, lanesOf, orders, placesIn } from '../../src/page/timeline/lanes.js';
import { firstWrong, lookOf, looks, judgementNames, outcomeNames } from '../../src/page/timeline/looks.js';
import { troubleAfter, troublesOf, violationRows } from '../../src/page/timeline/troubles.js';
import type { Actions } from '../../src/reporters/html/packed-contention.js';
import { outcomeKinds } from '../../src/history/outcome.js';
import { judgements } from '../../src/oracle/verdict.js';
import { anyActions } from './arbitraries.js';

const lookOfAll = ({ outcome, judgement }: Actions) =>
  Uint8Array.from(outcome, (code, row) => lookOf(code, judgement[row] ?? 0));
const rowsOf = ({ count }: Actions) => Array.from({ length: count }, (_, row) => row);
const endOf = ({ sentAtUs, settledAtUs }: Actions, row: number) =>
  settledAtUs[row] === Infinity ? sentAtUs[row] : settledAtUs[row];

const anyFilter: fc.Arbitrary<Filter> = fc.record({
  user: fc.oneof(fc.constant(''), fc.string({ maxLength: 2 })),
  resource: fc.oneof(fc.constant(''), fc.string({ maxLength: 1 })),
  hidden: fc.oneof(fc.constant(0), fc.nat(2 ** looks.length - 1)),
  onlyViolations: fc.boolean(),
});
const anyChoice = fc.record({
  by: fc.constantFrom(...groupings),
  order: fc.constantFrom(...orders),
  filter: anyFilter,
});

function lanesFor(
  actions: Actions,
  { by, order, filter }: { by: (typeof groupings)[number]; order: (typeof orders)[number]; filter: Filter },
) {
  const look = lookOfAll(actions);
  const shown = shownRows(actions, look, violationRows(actions), filter);
  return { look, shown, lanes: lanesOf(actions, look, { by, order, shown }) };
}

describe('looks', () => {
  it('know every outcome and every judgement', () => {
    expect(outcomeNames).toEqual(outcomeKinds);
    expect(judgementNames).toEqual(judgements);
  });

  it('are wrong where the judge says wrong of an answer, and nowhere else', () => {
    for (const [outcome, kind] of outcomeKinds.entries()) {
      for (const [judgement, name] of judgements.entries()) {
        const answered = kind === 'accepted' || kind === 'rejected';
        const wrong = answered && (name.startsWith('false') || name === 'wrong-reason');
        const look = lookOf(outcome, judgement);
        expect(look >= firstWrong, `${kind} ${name}`).toBe(wrong);
        if (!wrong)
          expect(looks[look]?.side).toBe(
            kind === 'accepted' ? 'accept' : kind === 'rejected' ? 'reject' : 'none',
          );
      }
    }
  });
});

/** Whether a filter for a name lets an action through. */
function lets(names: readonly string[], code: number, text: string): boolean {
  if (text.trim() === '') return true;
  return code >= 0 && matching(names, text)[code] === 1;
}

describe('filters', () => {
  it('show what each part of them lets through', () => {
    fc.assert(
      fc.property(anyActions, anyFilter, (actions, filter) => {
        const look = lookOfAll(actions);
        const shown = shownRows(actions, look, violationRows(actions), filter);
        for (const row of rowsOf(actions)) {
          const wrong = look[row] >= firstWrong || actions.violations.some((rows) => rows.includes(row));
          const expected =
            (!filter.onlyViolations || wrong) &&
            Math.floor(filter.hidden / 2 ** look[row]) % 2 === 0 &&
            lets(actions.users, actions.user[row], filter.user) &&
            lets(actions.resources, actions.resource[row], filter.resource);
          expect(shown[row] === 1).toBe(expected);
        }
      }),
    );
  });

  it('look for parts of names, and for whole names where there are such', () => {
    const names = ['u1', 'u10', 'U2', 'alice'];
    expect([...matching(names, 'u1')]).toEqual([1, 0, 0, 0]);
    expect([...matching(names, 'u')]).toEqual([1, 1, 1, 0]);
    expect([...matching(names, 'u2, ALI')]).toEqual([0, 0, 1, 1]);
    expect([...matching(names, ' , ')]).toEqual([1, 1, 1, 1]);
    expect(toggled(toggled(noFilter, 3), 3)).toEqual(noFilter);
  });
});

describe('lanes', () => {
  it('hold each action that is shown once, in its lane, in order of sending', () => {
    fc.assert(
      fc.property(anyActions, anyChoice, (actions, choice) => {
        const { lanes, shown, look } = lanesFor(actions, choice);
        expect([...lanes.rows].toSorted((a, b) => a - b)).toEqual(
          rowsOf(actions).filter((row) => shown[row] === 1),
        );
        for (let lane = 0; lane < lanes.count; lane++) {
          const rows = [...lanes.rows.subarray(lanes.start[lane], lanes.start[lane + 1])];
          expect(rows.length).toBeGreaterThan(0);
          expect(rows).toEqual(rows.toSorted((a, b) => a - b));
          expect(new Set(rows.map((row) => actions[choice.by][row]))).toEqual(new Set([lanes.codeOf[lane]]));
          expect(lanes.wrong[lane]).toBe(rows.filter((row) => look[row] >= firstWrong).length);
          const keys = new Set(rows.map((row) => actions.key[row]));
          expect(lanes.keyOf[lane]).toBe(keys.size === 1 ? [...keys][0] : -1);
          for (const row of rows) expect(lanes.laneOfRow[row]).toBe(lane);
        }
        const wrong = [...lanes.wrong];
        if (choice.order === 'wrong first') expect(wrong).toEqual(wrong.toSorted((a, b) => b - a));
      }),
    );
  });

  it('have as many lines as overlap at once, and none on which two do', () => {
    fc.assert(
      fc.property(anyActions, anyChoice, (actions, choice) => {
        const { lanes } = lanesFor(actions, choice);
        for (let lane = 0; lane < lanes.count; lane++) {
          const places = Array.from(
            { length: lanes.start[lane + 1] - lanes.start[lane] },
            (_, i) => lanes.start[lane] + i,
          );
          const overlap = (a: number, b: number) =>
            actions.sentAtUs[a] <= endOf(actions, b) && actions.sentAtUs[b] <= endOf(actions, a);
          for (const a of places)
            for (const b of places)
              if (a < b && lanes.line[a] === lanes.line[b])
                expect(overlap(lanes.rows[a], lanes.rows[b])).toBe(false);
          const most = Math.max(
            ...places.map((a) => {
              const us = actions.sentAtUs[lanes.rows[a]];
              return places.filter(
                (b) => actions.sentAtUs[lanes.rows[b]] <= us && endOf(actions, lanes.rows[b]) >= us,
              ).length;
            }),
          );
          expect(lanes.depth[lane]).toBe(most);
        }
      }),
    );
  });

  it('are searched without missing what can be seen', () => {
    fc.assert(
      fc.property(anyActions, anyChoice, fc.nat(260), fc.nat(100), (actions, choice, fromUs, span) => {
        const { lanes } = lanesFor(actions, choice);
        const toUs = fromUs + span;
        for (let lane = 0; lane < lanes.count; lane++) {
          const [first, end] = placesIn(lanes, actions, lane, { fromUs, toUs });
          for (let at = lanes.start[lane]; at < lanes.start[lane + 1]; at++) {
            const row = lanes.rows[at];
            const seen = actions.sentAtUs[row] <= toUs && endOf(actions, row) >= fromUs;
            expect(!seen || (at >= first && at < end)).toBe(true);
          }
        }
      }),
    );
  });
});

describe('density', () => {
  it('counts every action that was sent in the view, each in its stripe', () => {
    fc.assert(
      fc.property(
        anyActions,
        fc.nat(200),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (actions, fromUs, span, bins) => {
          const { lanes, look } = lanesFor(actions, { by: 'resource', order: 'by name', filter: noFilter });
          const density = noDensity(bins);
          const view = { fromUs, toUs: fromUs + span };
          countInto(density, lanes, [0, lanes.rows.length], actions, look, view);
          const expected = noDensity(bins).counts;
          for (const row of rowsOf(actions)) {
            const bin = Math.floor(((actions.sentAtUs[row] - fromUs) / span) * bins + 1e-12);
            if (bin >= 0 && bin < bins) expected[bin * looks.length + look[row]]++;
          }
          expect(density.counts.reduce((sum, one) => sum + one, 0)).toBe(
            expected.reduce((sum, one) => sum + one, 0),
          );
        },
      ),
    );
  });
});

describe('shadows', () => {
  it('are of every accept of the key that reaches into the view', () => {
    fc.assert(
      fc.property(anyActions, fc.nat(100), fc.nat(200), fc.nat(80), (actions, shadowUs, fromUs, span) => {
        const accepts = acceptsOf(actions);
        const view = { fromUs, toUs: fromUs + span };
        for (const key of actions.keys.keys()) {
          const expected = rowsOf(actions)
            .filter((row) => actions.key[row] === key && outcomeKinds[actions.outcome[row]] === 'accepted')
            .map((row) => shadowOf(actions, row, shadowUs))
            .filter(
              (shadow) => shadow.fromUs <= view.toUs && shadow.toUs >= view.fromUs && shadow.toUs < Infinity,
            );
          const found = [...shadowsIn(accepts, actions, { key, shadowUs }, view)].filter(
            ({ toUs }) => toUs < Infinity,
          );
          expect(found).toEqual(expected);
        }
      }),
    );
  });

  it('know the accept before', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const accepts = acceptsOf(actions);
        for (const row of rowsOf(actions)) {
          const before = rowsOf(actions).findLast(
            (one) => one < row && actions.key[one] === actions.key[row] && actions.outcome[one] === 0,
          );
          expect(acceptBefore(accepts, actions, row)).toBe(actions.key[row] < 0 ? -1 : (before ?? -1));
        }
      }),
    );
  });
});

describe('pointing', () => {
  it('at the middle of a bar finds it, or one that is as near', () => {
    fc.assert(
      fc.property(anyActions, fc.constantFrom(0.35, 1, 2.2), (actions, scale) => {
        const { lanes, look } = lanesFor(actions, { by: 'resource', order: 'by name', filter: noFilter });
        const layout = layoutOf(lanes, scale);
        const plot: Plot = { actions, look, lanes, layout, view: { fromUs: -10, toUs: 300 }, width: 1240 };
        for (let lane = 0; lane < lanes.count; lane++) {
          const lines = linesOf(layout, lanes, lane);
          for (let at = lanes.start[lane]; at < lanes.start[lane + 1]; at++) {
            const [left, right] = barEnds(actions, lanes.rows[at], plot.view, 4);
            const x = (left + right) / 2;
            const y = lines.top + (lanes.line[at] + 0.5) * lines.pitch;
            expect(laneAt(layout, y)).toBe(lane);
            const hit = hitAt(plot, x, y);
            expect(hit?.lane).toBe(lane);
            const [foundLeft, foundRight] = barEnds(actions, hit?.row ?? -1, plot.view, 4);
            expect(foundLeft - 5 <= x && x <= foundRight + 5).toBe(true);
          }
        }
      }),
    );
  });
});

describe('troubles', () => {
  it('are gone through one by one, round and round, and none is left out', () => {
    fc.assert(
      fc.property(anyActions, fc.constantFrom(1 as const, -1 as const), (actions, step) => {
        const look = lookOfAll(actions);
        const troubles = troublesOf(actions, look);
        const wrong = rowsOf(actions).filter((row) => look[row] >= firstWrong);
        expect(wrong.every((row) => troubles.some((one) => one.row === row))).toBe(true);
        let now = { row: -1, violation: -1 };
        const seen = new Set<unknown>();
        for (let i = 0; i < troubles.length; i++) {
          const next = troubleAfter(troubles, now, step);
          seen.add(next);
          now = next ?? now;
        }
        expect(seen.size).toBe(troubles.length);
      }),
    );
  });
});
