import { expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { capacity } from '../../src/models/index.js';
import type { Tried } from './every-instant.js';
import { judged } from './every-model.js';

it('stops looking for more where thousands of answers on one key are wrong, and says so', () => {
  const actions = Array.from({ length: 4000 }, (_, index): Tried => {
    return { startUs: index * 10_000, endUs: index * 10_000 + 5000, answer: 'accept' };
  });
  const seats = capacity({ per: ['resource'], limit: 10 });
  const verdict = judged(seats, actions, { ...defaultAssumptions, initial: 'fresh' });
  expect(verdict.history).toBe('invalid');
  expect(verdict.violations).toHaveLength(375);
  expect(verdict.notes).toEqual(['r: more is wrong than was searched for']);
});
