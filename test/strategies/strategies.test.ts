import { readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/plan/random.js';
import type { Strategy } from '../../src/plan/strategy.js';
import { dedicated, roundRobin, stampede, strategies } from '../../strategies/index.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 42);
const settings = { seed, numRuns: 300 };

const sizes = fc.record({
  users: fc.integer({ min: 1, max: 30 }),
  resources: fc.integer({ min: 1, max: 12 }),
  step: fc.integer({ min: 0, max: 1e9 }),
});

/** The resources of all users in one step. */
function seats(
  strategy: Strategy,
  { users, resources, step }: { users: number; resources: number; step: number },
) {
  return Array.from({ length: users }, (_, user) =>
    strategy.resourceOf({
      user,
      step,
      users,
      resources,
      random: randomOf('42', `user/${user}`),
      shared: (name, turn, make) => make(randomOf('42', `shared/${name}/${turn}`), { users, resources }),
    }),
  );
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

describe(`every strategy (seed ${seed})`, () => {
  it.each(Object.entries(strategies))(
    '%s: named as in the table, in range, the same each time',
    (name, make) => {
      const strategy = make();
      expect(strategy.name).toBe(name);
      expect(strategy.guarantees).toMatch(/\.$/);
      fc.assert(
        fc.property(sizes, (size) => {
          const taken = seats(strategy, size);
          for (const resource of taken) {
            expect(Number.isInteger(resource) && resource >= 0 && resource < size.resources).toBe(true);
          }
          expect(seats(strategy, size)).toEqual(taken);
        }),
        settings,
      );
    },
  );

  it('has its line in the table', () => {
    const files = readdirSync(new URL('../../strategies/', import.meta.url)).filter(
      (file) => file.endsWith('.ts') && file !== 'index.ts',
    );
    expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(strategies).sort());
  });
});

describe('round-robin', () => {
  it('is (i + step) % N without parameters', () => {
    fc.assert(
      fc.property(sizes, ({ users, resources, step }) => {
        const expected = Array.from({ length: users }, (_, user) => (user + step) % resources);
        expect(seats(roundRobin(), { users, resources, step })).toEqual(expected);
      }),
      settings,
    );
  });

  const parameters = fc.record({
    stride: fc.integer({ min: -20, max: 20 }),
    offset: fc.integer({ min: -20, max: 20 }),
  });

  it('is (i + step * stride + offset) % N with them', () => {
    fc.assert(
      fc.property(sizes, parameters, ({ users, resources, step }, { stride, offset }) => {
        const expected = Array.from({ length: users }, (_, user) => {
          const n = BigInt(resources);
          const turned = BigInt(user) + BigInt(step) * BigInt(stride) + BigInt(offset);
          return Number(((turned % n) + n) % n);
        });
        expect(seats(roundRobin({ stride, offset }), { users, resources, step })).toEqual(expected);
      }),
      settings,
    );
  });

  it('puts no two of N consecutive users on one resource, and each on all of them in N steps', () => {
    fc.assert(
      fc.property(sizes, parameters, ({ resources, step }, { stride, offset }) => {
        const strategy = roundRobin({ stride, offset });
        expect(new Set(seats(strategy, { users: resources, resources, step })).size).toBe(resources);
        if (gcd(stride, resources) !== 1) return;
        const visited = Array.from(
          { length: resources },
          (_, s) => seats(strategy, { users: 1, resources, step: step + s })[0],
        );
        expect(new Set(visited).size).toBe(resources);
      }),
      settings,
    );
  });

  it('refuses what is no integer', () => {
    expect(() => roundRobin({ stride: 0.5 })).toThrow(
      new RangeError('round-robin: stride must be an integer, not 0.5'),
    );
    expect(() => roundRobin({ offset: Number.NaN })).toThrow(RangeError);
  });
});

describe('stampede', () => {
  it('puts all users on one resource, and takes all resources in turn', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        expect(new Set(seats(stampede(), size))).toEqual(new Set([size.step % size.resources]));
      }),
      settings,
    );
  });
});

describe('dedicated', () => {
  it('never moves a user, and lets nobody meet while there are resources enough', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const taken = seats(dedicated(), size);
        expect(taken).toEqual(seats(dedicated(), { ...size, step: size.step + 1 }));
        expect(new Set(taken).size).toBe(Math.min(size.users, size.resources));
      }),
      settings,
    );
  });
});
