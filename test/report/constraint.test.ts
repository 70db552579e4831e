import { describe, expect, test } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { cooldown, tokenBucket } from '../../src/models/index.js';
import { wideningOf, windowsOf } from '../../src/oracle/contention/windows.js';
import { explainedOf, judge } from '../../src/oracle/judge.js';
import { randomOf } from '../../src/plan/random.js';
import { constraintsOf } from '../../src/report/constraint.js';
import { exactly } from '../oracle/compare.js';
import { drawn, judged, keysOf, kinds } from '../oracle/every-model.js';
import { isExplainable, type Tried } from '../oracle/every-instant.js';
import { historyOf, small, type Small } from '../oracle/small.js';
import { seed } from './seed.js';

/** Beyond this nothing of such small histories is left. */
const beyondUs = 90;

function instantsOf({ fromUs, untilUs }: { readonly fromUs: number; readonly untilUs: number | null }) {
  const last = Math.min(untilUs ?? beyondUs, beyondUs);
  return Array.from({ length: Math.max(0, last - fromUs + 1) }, (_, index) => fromUs + index);
}

function historyOfTried(actions: readonly Tried[]) {
  const builder = historyBuilder(8);
  const outcome = { accept: 'accepted', reject: 'rejected', unknown: 'unknown' } as const;
  actions.forEach(({ startUs, endUs, answer, attempt }, id) =>
    builder.add({
      id,
      user: attempt?.user ?? 'u0',
      resource: attempt?.resource ?? 'r',
      step: id,
      intendedAtUs: startUs,
      sentAtUs: startUs,
      settledAtUs: endUs === Infinity ? null : endUs,
      outcome: outcome[answer],
      action: attempt?.action ?? 'act',
    }),
  );
  return builder.build();
}

/** How many stretches were looked at, of both kinds. */
interface Seen {
  violations: number;
  accepts: number;
  rejects: number;
}

/** Every instant of every stretch against every order of every decision, by the model's own `decide`. */
function againstEveryInstant(name: string, runs: number): Seen {
  const kind = kinds[name];
  if (kind === undefined) throw new RangeError(name);
  const random = randomOf(String(seed), `constraint ${name}`);
  const found: Seen = { violations: 0, accepts: 0, rejects: 0 };
  for (let run = 0; run < runs; run++) {
    const model = kind.model(random);
    const actions = drawn(random, model, kind);
    const initial = random.below(4) === 0 ? 'unknown' : 'fresh';
    const assumptions = { ...exactly, initial } as const;
    const pastUntilUs = initial === 'unknown' ? Math.min(...actions.map(({ startUs }) => startUs)) : null;
    const constraintOf = constraintsOf(historyOfTried(actions), assumptions, model);
    for (const violation of judged(model, actions, assumptions).violations) {
      found.violations++;
      const constraint = constraintOf(violation);
      if (constraint === null) continue;
      found[violation.kind === 'false-accept' ? 'accepts' : 'rejects']++;
      const blamed = violation.rows.at(-1) ?? -1;
      const core = actions.map((one, row): Tried =>
        violation.rows.includes(row) ? one : { ...one, answer: 'unknown' },
      );
      const { startUs, endUs } = core[blamed] ?? { startUs: Number.NaN, endUs: Number.NaN };
      const where = (): string =>
        `${JSON.stringify(constraint)} of ${blamed}: ${JSON.stringify({ model, core, initial })}`;
      if (startUs < constraint.fromUs || endUs > (constraint.untilUs ?? Infinity)) throw new Error(where());
      for (const atUs of instantsOf(constraint)) {
        const moved = core.map((one, row): Tried =>
          row === blamed ? { ...one, startUs: atUs, endUs: atUs } : one,
        );
        const explained = keysOf(model, moved).every((own) =>
          isExplainable({ model, pastUntilUs, actions: own }),
        );
        if (explained) throw new Error(`${atUs} in ${where()}`);
      }
    }
  }
  return found;
}

/** The proof of a small run alone, windows widened once for all, and the blamed answer decided at one instant. */
function movedTo({ actions, assumptions }: Small, rows: readonly number[], atUs: number) {
  const history = historyOf({ actions, events: [] });
  const windows = windowsOf(history, wideningOf(assumptions, false), assumptions.horizonUs);
  const builder = historyBuilder(8);
  for (let row = 0; row < history.length; row++) {
    const action = history.actionAt(row);
    if (action.outcome === 'dropped') continue;
    const isBlamed = row === rows.at(-1);
    const endUs = windows.endUs[row] ?? Number.NaN;
    builder.add({
      ...action,
      sentAtUs: isBlamed ? atUs : (windows.startUs[row] ?? 0),
      settledAtUs: isBlamed ? atUs : endUs === Infinity ? null : endUs,
      outcome: rows.includes(row) ? action.outcome : 'unknown',
    });
  }
  return builder.build();
}

describe('the stretch in which an answer cannot be right', () => {
  test('under a cooldown, with every allowance: the rest of the proof rules each of its instants out', () => {
    const random = randomOf(String(seed), 'constraint');
    const found: Seen = { violations: 0, accepts: 0, rejects: 0 };
    for (let run = 0; run < 400; run++) {
      const one = small(random);
      const model = cooldown({ per: ['resource'], everyUs: one.everyUs });
      const history = historyOf(one);
      const constraintOf = constraintsOf(history, one.assumptions, model);
      for (const violation of judge(model, history, one.assumptions).violations) {
        found.violations++;
        const constraint = constraintOf(violation);
        if (constraint === null) continue;
        found[violation.kind === 'false-accept' ? 'accepts' : 'rejects']++;
        // The earliest past counts from the first window, which must not move.
        const exact = { ...one.assumptions, tickUs: 0, resolutionUs: 0, horizonUs: null };
        for (const atUs of instantsOf(constraint)) {
          const moved = movedTo(one, violation.rows, atUs);
          if (explainedOf(model, moved, exact) !== 'invalid')
            throw new Error(
              `${atUs} in ${JSON.stringify(constraint)} of ${violation.because} ${JSON.stringify(one)}`,
            );
        }
      }
    }
    expect(found.accepts).toBeGreaterThan(20);
    expect(found.rejects).toBeGreaterThan(3);
  });

  test('of a bucket is told only where nothing is allowed to its refills', () => {
    const model = tokenBucket({ per: ['resource'], capacity: 2, refillEveryUs: 6 });
    const times = [
      [0, 0],
      [0, 0],
      [0, 2],
      [3, 3],
    ] as const;
    const history = historyOfTried(
      times.map(([startUs, endUs]) => ({ startUs, endUs, answer: 'accept' as const })),
    );
    const told = (early: number): boolean => {
      const assumptions = { ...exactly, graceUs: { early, late: 0 } };
      const constraintOf = constraintsOf(history, assumptions, model);
      const { violations } = judge(model, history, assumptions);
      expect(violations).not.toEqual([]);
      return violations.some((violation) => constraintOf(violation) !== null);
    };
    expect([told(0), told(2)]).toEqual([true, false]);
  });

  test.each([
    ['cooldown', 80],
    ['log', 80],
    ['bucket', 80],
    ['window', 80],
    ['window put off by accepts', 80],
    ['capacity', 80],
    ['once', 80],
    ['upsert', 80],
  ] as const)('of %s holds at every instant, by the model itself', (name, runs) => {
    const found = againstEveryInstant(name, runs);
    expect(found.accepts + found.rejects).toBeGreaterThan(0);
  });

  test.each(['restarting', 'window put off by attempts', 'lease', 'turns', 'concurrency', 'counter'])(
    'is not told of %s',
    (name) => {
      const { accepts, rejects } = againstEveryInstant(name, 30);
      expect(accepts + rejects).toBe(0);
    },
  );
});
