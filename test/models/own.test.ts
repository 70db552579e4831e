import { expect, it } from 'vitest';
import { ownModel } from '../../src/models/own.js';

const own = {
  name: 'mine',
  per: ['user'] as const,
  describe: 'mine',
  durationsUs: [5, 7],
  init: () => 0,
  decide: (count: number) => ({ accepts: count < 2, next: count + 1 }),
};
const attempt = { user: 'a', resource: 'r', action: 'act', cost: 1 };

it('decides as the record does, and names the bounded search', () => {
  const model = ownModel(own);
  expect(model.decide(1, attempt, 3)).toEqual(own.decide(1));
  expect(model.driver).toEqual({ kind: 'bounded', durationsUs: [5, 7], stretched: null });
});

it('what it remembers goes to the search', () => {
  expect(ownModel({ ...own, remembersUs: 7 }).driver).toMatchObject({ remembersUs: 7 });
});

it('never recovers unless told, and is spaced by its recovery', () => {
  expect(ownModel(own)).toMatchObject({ recoveryUs: Infinity, spacingUs: 1 });
  expect(ownModel({ ...own, recoveryUs: 9 })).toMatchObject({ recoveryUs: 9, spacingUs: 9 });
  expect(ownModel({ ...own, recoveryUs: 9, spacingUs: 4 })).toMatchObject({ spacingUs: 4 });
});
