import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { lease, type LeaseState } from '../../src/models/lease.js';

const ttlUs = 10;
const model = lease({ per: ['resource'], ttlUs });
const attempt = (user: string, action: string) => ({ user, resource: 'r', action, cost: 1 });
const steps = fc.array(
  fc.record({
    user: fc.constantFrom('a', 'b'),
    action: fc.constantFrom('acquire', 'renew', 'release'),
    waitUs: fc.nat(12),
  }),
);

/** Plays steps and says who was accepted for what, and when. */
function played(drawn: readonly { user: string; action: string; waitUs: number }[]) {
  let state: LeaseState = null;
  let atUs = 0;
  return drawn.map(({ user, action, waitUs }) => {
    atUs += waitUs;
    const { accepts, next } = model.decide(state, attempt(user, action), atUs);
    state = next;
    return { user, action, atUs, accepts };
  });
}

it('never has two holders, and asks a hold of those who renew or release', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      let holder: string | null = null;
      let untilUs = 0;
      for (const { user, action, atUs, accepts } of played(drawn)) {
        if (atUs >= untilUs) holder = null;
        expect(accepts).toBe(action === 'acquire' ? holder === null : holder === user);
        if (!accepts) continue;
        holder = action === 'release' ? null : user;
        untilUs = atUs + ttlUs;
      }
    }),
    { seed: 1 },
  );
});

it('ends at exactly its length', () => {
  const { next } = model.decide(null, attempt('a', 'acquire'), 0);
  expect(model.decide(next, attempt('b', 'acquire'), ttlUs - 1).accepts).toBe(false);
  expect(model.decide(next, attempt('b', 'acquire'), ttlUs).accepts).toBe(true);
  expect(model.decide(next, attempt('a', 'renew'), ttlUs - 1).accepts).toBe(true);
  expect(model.decide(next, attempt('a', 'renew'), ttlUs).accepts).toBe(false);
});

it('refuses a duration that is none', () => {
  expect(() => lease({ per: [], ttlUs: 0 })).toThrow(RangeError);
});
