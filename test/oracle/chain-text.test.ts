import { expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/index.js';
import { judged } from './every-model.js';
import type { Tried } from './every-instant.js';

const accept = (user: string, startMs: number, endMs: number): Tried => ({
  startUs: startMs * 1000,
  endUs: endMs * 1000,
  answer: 'accept',
  attempt: { user },
});

it('tells the steps from the recorded times to the contradiction', () => {
  const actions = [accept('ann', 0, 300), accept('bob', 1, 301), accept('cid', 2, 302)];
  const [violation] = judged(cooldown({ per: ['resource'], everyUs: 200_000 }), actions, {
    ...defaultAssumptions,
    initial: 'fresh',
  }).violations;
  expect(violation?.chain).toEqual([
    'ann was accepted at -1.000 ms or later: it was sent at 0.000 ms',
    'bob was accepted at 198.800 ms or later: the cooldown after ann',
    'cid was accepted at 398.600 ms or later: the cooldown after bob',
    'but cid had its answer by 302.000 ms',
  ]);
});
