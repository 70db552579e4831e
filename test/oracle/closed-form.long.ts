import { expect, it } from 'vitest';
import { closedForms } from './closed-form-drawn.js';
import { compareLong } from './restarting-rounds.js';

it('agrees with the brute force on a million histories of limits without time', () => {
  expect(compareLong('closedForms', { ...closedForms, othersPercent: 5 }).unknown).toBe(0);
});
