import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { concurrency } from '../../src/models/concurrency.js';

const steps = fc.array(
  fc.record({ user: fc.constantFrom('a', 'b', 'c'), action: fc.constantFrom('acquire', 'release') }),
  { maxLength: 40 },
);

it('hands out as many slots as there are, and takes back only what was handed out', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 3 }), (drawn, limit) => {
      const model = concurrency({ per: ['resource'], limit });
      const held = new Map<string, number>();
      let state = model.init();
      for (const { user, action } of drawn) {
        const own = held.get(user) ?? 0;
        const all = [...held.values()].reduce((sum, count) => sum + count, 0);
        const { accepts, next } = model.decide(state, { user, resource: 'r', action, cost: 1 }, 0);
        expect(accepts).toBe(action === 'release' ? own > 0 : all < limit);
        if (accepts) held.set(user, own + (action === 'release' ? -1 : 1));
        state = next;
      }
    }),
    { seed: 1 },
  );
});

it('the same holders are the same state, whoever came first', () => {
  const model = concurrency({ per: [], limit: 2 });
  const after = (users: readonly string[]) =>
    users.reduce(
      (state, user) => model.decide(state, { user, resource: 'r', action: 'acquire', cost: 1 }, 0).next,
      model.init(),
    );
  expect(JSON.stringify(after(['a', 'b']))).toBe(JSON.stringify(after(['b', 'a'])));
});

it('refuses a limit that is none', () => {
  expect(() => concurrency({ per: [], limit: 0 })).toThrow(RangeError);
});
