import { expect, it } from 'vitest';
import * as fc from 'fast-check';
import { staleTokens, type Fenced } from '../../src/oracle/contention/bounded/tokens.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 7) || 7;

const acquires = fc
  .array(fc.record({ startUs: fc.nat(30), lengthUs: fc.nat(8), token: fc.nat(12) }), { maxLength: 12 })
  .map((drawn) =>
    drawn.map(({ startUs, lengthUs, token }, row): Fenced => ({
      startUs,
      endUs: startUs + lengthUs,
      token,
      row,
    })),
  );

it('finds exactly the acquires that began after one with a token as great', () => {
  fc.assert(
    fc.property(acquires, (fenced) => {
      const stale = fenced.filter((one) =>
        fenced.some((other) => other.endUs < one.startUs && other.token >= one.token),
      );
      const pairs = staleTokens(fenced);
      expect(new Set(pairs.map(({ after }) => after))).toEqual(new Set(stale.map(({ row }) => row)));
      expect(pairs).toHaveLength(stale.length);
      for (const { before, after } of pairs) {
        expect(fenced[before].endUs).toBeLessThan(fenced[after].startUs);
        expect(fenced[before].token).toBeGreaterThanOrEqual(fenced[after].token);
      }
    }),
    { seed, numRuns: 500 },
  );
});

it('never blames tokens that were given in the order of decisions', () => {
  fc.assert(
    fc.property(acquires, (fenced) => {
      const decided = fenced
        .map((one) => ({ ...one, atUs: one.startUs + (one.token % (one.endUs - one.startUs + 1)) }))
        .sort((a, b) => a.atUs - b.atUs);
      expect(staleTokens(decided.map((one, token) => ({ ...one, token })))).toEqual([]);
    }),
    { seed, numRuns: 500 },
  );
});

it('an equal token is stale, one of an overlapping acquire is not', () => {
  expect(
    staleTokens([
      { startUs: 0, endUs: 5, token: 3, row: 0 },
      { startUs: 5, endUs: 9, token: 2, row: 1 },
      { startUs: 10, endUs: 12, token: 3, row: 2 },
    ]),
  ).toEqual([{ before: 0, after: 2 }]);
});
