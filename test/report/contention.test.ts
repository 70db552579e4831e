import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomeKinds } from '../../src/history/outcome.js';
import { judgements, type Violation } from '../../src/oracle/verdict.js';
import { contentionOf, withTexts, type Contention } from '../../src/report/contention.js';
import { judgedActions, type JudgedAction } from './arbitrary.js';
import { actionOf, historyOf, inputOf, verdictOf } from './fixture.js';
import { runs } from './seed.js';

const keysOf = (some: readonly JudgedAction[]) => new Set(some.map(({ action }) => action.resource));

const model = inputOf(historyOf([]), verdictOf([])).model;

const violationOf = (rows: readonly number[], key = 'r0'): Violation => ({
  kind: 'false-accept',
  key,
  rows,
  because: 'because',
  chain: [],
  marginUs: 100,
  strength: 'proven',
});

function drawn(
  rows: readonly JudgedAction[],
  violations: readonly Violation[],
  most?: number,
  originUs?: number,
): Contention {
  const history = historyOf(rows.map(({ action }) => action));
  const verdict = verdictOf(
    rows.map(({ judgement }) => judgement),
    { violations },
  );
  return contentionOf(
    history,
    verdict,
    model,
    { violations: 100, ...(originUs === undefined ? {} : { originUs }) },
    most,
  );
}

/** The rows written out, which is what a drawing must be able to say. */
function told({ rows, users, resources, keys, phases, reasons }: Contention) {
  return rows.id.map((id, row) => ({
    id,
    user: users[rows.user[row] ?? -1],
    resource: resources[rows.resource[row] ?? -1],
    key: keys[rows.key[row] ?? -1],
    phase: phases[rows.phase[row] ?? -1],
    sentAtUs: rows.sentAtUs[row],
    settledAtUs: rows.settledAtUs[row],
    outcome: outcomeKinds[rows.outcome[row] ?? -1],
    judgement: judgements[rows.judgement[row] ?? -1],
    reason: reasons[rows.reason[row] ?? -1],
  }));
}

const sentOnly = (rows: readonly JudgedAction[]): readonly JudgedAction[] =>
  rows
    .filter(({ action }) => action.sentAtUs !== null)
    .toSorted((a, b) => (a.action.sentAtUs ?? 0) - (b.action.sentAtUs ?? 0));

const longRow = (id: number, resource: string): JudgedAction => ({
  action: actionOf({ id, resource, sentAtUs: id * 10, settledAtUs: id * 10 + 5, intendedAtUs: id * 10 }),
  judgement: 'true-accept',
});

const countOn = (some: readonly JudgedAction[], key: string): number =>
  some.filter(({ action }) => action.resource === key).length;

/** Some of the rows that left, as proofs. */
const withProofs = judgedActions.chain((rows) => {
  const sent = rows.flatMap(({ action }, row) => (action.sentAtUs === null ? [] : [row]));
  const proof: fc.Arbitrary<readonly number[]> =
    sent.length === 0
      ? fc.constant([])
      : fc.uniqueArray(fc.constantFrom(...sent), { minLength: 1, maxLength: 3 });
  return fc.record({ rows: fc.constant(rows), proofs: fc.array(proof, { maxLength: 4 }) });
});

describe('what is drawn of a history', () => {
  test('says of every action that was sent what the history and the judge say, by time of sending', () => {
    fc.assert(
      fc.property(judgedActions, fc.nat(1000), (rows, originUs) => {
        expect(told(drawn(rows, [], undefined, originUs))).toEqual(
          sentOnly(rows).map(({ action, judgement }) => ({
            id: action.id,
            user: action.user,
            resource: action.resource,
            key: action.resource.length === 0 ? 'no resource' : action.resource,
            phase: action.phase,
            sentAtUs: (action.sentAtUs ?? 0) - originUs,
            settledAtUs: action.settledAtUs === null ? null : action.settledAtUs - originUs,
            outcome: action.outcome,
            judgement,
            reason:
              action.reason === undefined ? undefined : expect.stringContaining(action.reason.slice(0, 100)),
          })),
        );
      }),
      runs(200),
    );
  });

  test('leaves out whole keys, never one with a violation, and says how many', () => {
    fc.assert(
      fc.property(withProofs, fc.integer({ min: 1, max: 130 }), ({ rows, proofs }, most) => {
        const found = drawn(
          rows,
          proofs.map((proof) => violationOf(proof)),
          most,
        );
        const all = sentOnly(rows);
        const ids = new Set(found.rows.id);
        const kept = all.filter(({ action }) => ids.has(action.id));
        expect(found.sent).toBe(all.length);
        expect(kept).toHaveLength(found.rows.id.length);
        expect(found.rows.id.length).toBeLessThanOrEqual(most);
        expect(found.keysLeftOut).toBe(keysOf(all).size - keysOf(kept).size);
        if (all.length <= most) expect(found.keysLeftOut).toBe(0);
        const violated = keysOf(proofs.flat().flatMap((row) => rows[row] ?? []));
        const part = [...keysOf(kept)].filter((key) => countOn(kept, key) < countOn(all, key));
        // Whole keys, but those with violations that do not fit, or one that is alone.
        for (const key of part) expect(violated.has(key) || keysOf(kept).size === 1).toBe(true);
        if (most >= violated.size) for (const key of violated) expect(countOn(kept, key)).toBeGreaterThan(0);
        expect(found.rows.sentAtUs).toEqual(found.rows.sentAtUs.toSorted((a, b) => a - b));
        found.violations.forEach((places, index) => {
          places.forEach((place, at) => {
            const row = proofs[index]?.[at] ?? -1;
            if (place === -1) expect(ids.has(rows[row]?.action.id ?? -1)).toBe(false);
            else expect(found.rows.id[place]).toBe(rows[row]?.action.id);
          });
        });
      }),
      runs(400),
    );
  });

  test('keys with violations come first, then those with wrong answers, then the others by name', () => {
    const rows = ['r1', 'r2', 'r3', 'r4', 'r5'].flatMap((resource, key) =>
      Array.from({ length: 10 }, (_, index) => longRow(key * 10 + index, resource)),
    );
    const wrong = rows.map((row, index) =>
      index === 45 ? { ...row, judgement: 'false-reject' as const } : row,
    );
    const kept = (most: number) => drawn(wrong, [violationOf([31, 33], 'r4')], most).keys;
    expect(kept(10)).toEqual(['r4']);
    expect(kept(25)).toEqual(['r4', 'r5']);
    expect(kept(39)).toEqual(['r1', 'r4', 'r5']);
  });

  test('a key that is too large alone keeps what is around its violations, and its beginning', () => {
    const rows = Array.from({ length: 1000 }, (_, id) => longRow(id, 'r1'));
    const found = drawn(rows, [violationOf([700, 701], 'r1')], 100);
    expect(found.rows.id).toHaveLength(100);
    expect(found.violations).toEqual([[expect.any(Number), expect.any(Number)]]);
    const ids = found.rows.id.map(Number);
    expect(ids.filter((id) => id < 100)).toEqual(
      Array.from({ length: ids.filter((id) => id < 100).length }, (_, id) => id),
    );
    expect(ids).toEqual(expect.arrayContaining([690, 699, 700, 701, 702, 710]));
    expect(found.keysLeftOut).toBe(0);
  });

  test('every text can be changed, and nothing else is', () => {
    fc.assert(
      fc.property(judgedActions, (rows) => {
        const before = drawn(rows, []);
        const after = withTexts(before, (text) => `<${text}>`);
        expect(JSON.stringify(after.rows)).toBe(JSON.stringify(before.rows));
        for (const texts of ['users', 'resources', 'keys', 'phases', 'reasons'] as const)
          expect(after[texts]).toEqual(before[texts].map((text) => `<${text}>`));
      }),
      runs(50),
    );
  });
});
