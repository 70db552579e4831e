import { expect, it } from 'vitest';
import { allOf, capacity, cooldown, once, tokenBucket } from '../../src/models/index.js';

const attempt = (user: string, resource: string) => ({ user, resource, action: 'act', cost: 1 });

it('takes no token when the other limit refuses', () => {
  const model = allOf([
    tokenBucket({ per: ['user'], capacity: 2, refillEveryUs: 1000 }),
    cooldown({ per: ['resource'], everyUs: 100 }),
  ]);
  let state = model.init();
  const answers = [
    ['r1', 0],
    ['r1', 10],
    ['r2', 20],
    ['r3', 30],
  ].map(([resource, atUs]) => {
    const { accepts, next } = model.decide(state, attempt('u', String(resource)), Number(atUs));
    state = next;
    return accepts;
  });
  expect(answers).toEqual([true, false, true, false]);
});

it('needs two limits, none of which is a composition', () => {
  const pair = [once({ per: ['user'] }), capacity({ per: [], limit: 3 })];
  expect(() => allOf(pair.slice(1))).toThrow(RangeError);
  expect(() => allOf([allOf(pair), ...pair])).toThrow(RangeError);
});

it('lets a refusal restart the limit that refused and no other', () => {
  const restarting = cooldown({ per: ['user'], everyUs: 100, restartOnReject: true });
  const model = allOf([restarting, cooldown({ per: ['resource'], everyUs: 300, restartOnReject: true })]);
  let state = model.decide(model.init(), attempt('u', 'r'), 0).next;
  state = model.decide(state, attempt('u', 'r'), 150).next;
  expect(model.decide(state, attempt('u', 's'), 160).accepts).toBe(true);
  expect(model.decide(state, attempt('v', 'r'), 449).accepts).toBe(false);
  expect(model.decide(state, attempt('v', 'r'), 450).accepts).toBe(true);
});
