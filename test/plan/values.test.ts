import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesOf, type ValueSpec } from '../../src/plan/values.js';
import { fillOf } from '../../src/wires/json/template.js';
import { seed } from './specs.js';

const specs: fc.Arbitrary<ValueSpec> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 2 ** 31 }))
    .map(([from, more]) => ({ kind: 'int' as const, from, to: from + more })),
  fc
    .array(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1 })
    .map((values) => ({ kind: 'one-of' as const, values })),
  fc.integer({ min: 1, max: 30 }).map((length) => ({ kind: 'text' as const, length })),
);

function fits(spec: ValueSpec, value: unknown): boolean {
  switch (spec.kind) {
    case 'int':
      return Number.isInteger(value) && (value as number) >= spec.from && (value as number) <= spec.to;
    case 'one-of':
      return spec.values.some((each) => each === value);
    case 'text':
      return typeof value === 'string' && /^[a-z0-9]+$/.test(value) && value.length === spec.length;
  }
}

const request = { id: 1, user: 'u', resource: 'r', step: 0, action: 'act', phase: 'p' };

describe(`values of actions, seed ${seed}`, () => {
  it('are what was asked for, and the same for the same seed, action and name in any order', () => {
    fc.assert(
      fc.property(fc.string(), specs, specs, fc.nat(), (text, a, b, action) => {
        const both = valuesOf(text, { a, b })?.(action);
        const turned = valuesOf(text, { b, a })?.(action);
        expect(fits(a, both?.['a'])).toBe(true);
        expect(turned?.['b']).toBe(both?.['b']);
        expect(turned?.['a']).toBe(both?.['a']);
        expect(both?.['a']).toBe(both?.['a']);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('spread over all that they may be', () => {
    const drawn = valuesOf('x', { n: { kind: 'int', from: 1, to: 6 } });
    const counts = new Map<unknown, number>();
    for (let action = 0; action < 6000; action++) {
      const value = drawn?.(action)['n'];
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });

  it('are nothing where none are declared', () => {
    expect(valuesOf('x', {})).toBeNull();
  });

  it('fill the marks of payloads, with their type where a mark stands alone', () => {
    const values = { amount: 7, yes: true, city: 'Bern' };
    const fill = fillOf({
      n: '${value.amount}',
      ok: '${value.yes}',
      text: '${user} in ${value.city}: ${value.amount}',
    });
    expect(fill({ ...request, values })).toEqual({ n: 7, ok: true, text: 'u in Bern: 7' });
  });
});
