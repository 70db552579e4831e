import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { turns } from '../../src/models/turns.js';

const order = ['a', 'b', 'c'];
const attempt = (user: string) => ({ user, resource: 'r', action: 'move', cost: 1 });
const moves = fc.array(fc.record({ user: fc.constantFrom(...order, 'nobody'), waitUs: fc.nat(9) }), {
  maxLength: 30,
});

it('goes round in order where no turn passes', () => {
  fc.assert(
    fc.property(moves, (drawn) => {
      const model = turns({ per: [], order });
      let state = model.init();
      let accepted = 0;
      for (const { user } of drawn) {
        const { accepts, next } = model.decide(state, attempt(user), 0);
        expect(accepts).toBe(user === order[accepted % order.length]);
        state = next;
        if (accepts) accepted++;
      }
    }),
    { seed: 1 },
  );
});

it('is always the turn of exactly one, and refusals change nothing', () => {
  fc.assert(
    fc.property(moves, (drawn) => {
      const model = turns({ per: [], order, timeoutUs: 4 });
      let state = model.init();
      let atUs = 0;
      for (const { user, waitUs } of drawn) {
        atUs += waitUs;
        expect(order.filter((one) => model.decide(state, attempt(one), atUs).accepts)).toHaveLength(1);
        const { accepts, next } = model.decide(state, attempt(user), atUs);
        if (!accepts) expect(next).toEqual(state);
        state = next;
      }
    }),
    { seed: 1 },
  );
});

it('passes on at exactly the timeout, from one to the next', () => {
  const model = turns({ per: [], order, timeoutUs: 10 });
  const { next } = model.decide(model.init(), attempt('a'), 0);
  expect(
    [9, 10, 19, 20, 30].map((atUs) => order.find((user) => model.decide(next, attempt(user), atUs).accepts)),
  ).toEqual(['b', 'c', 'c', 'a', 'b']);
});

it('the first turn lasts until it is used', () => {
  const model = turns({ per: [], order, timeoutUs: 10 });
  expect(model.decide(model.init(), attempt('a'), 1000).accepts).toBe(true);
});

it('refuses an order that is none', () => {
  expect(() => turns({ per: [], order: [] })).toThrow(RangeError);
  expect(() => turns({ per: [], order: ['a', 'a'] })).toThrow(RangeError);
});
