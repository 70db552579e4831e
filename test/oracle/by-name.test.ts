import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderByName } from '../../src/oracle/by-name.js';

const name = fc.oneof(
  fc.constantFrom('', 'a', 'ab'),
  fc.string({ unit: fc.constantFrom('a', 'b', '\ud800', '\u0000'), maxLength: 5 }),
  fc.nat(300).map((number) => `r${number}`),
);

const before = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

it('orders names by code unit, and equal ones as they came', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 200, size: 'max' }), (names) => {
      const expected = [...names.keys()].sort((a, b) => before(names[a], names[b]) || a - b);
      expect([...orderByName(names)]).toEqual(expected);
    }),
    { seed: 7, numRuns: 500 },
  );
});
