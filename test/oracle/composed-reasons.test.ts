import { expect, it } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { capacity, cooldown } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { namedRules } from '../../src/oracle/contention/composed/reasons.js';
import { wideningOf, windowsOf } from '../../src/oracle/contention/windows.js';

const user = cooldown({ per: ['user'], everyUs: 1000 });
const resource = cooldown({ per: ['resource'], everyUs: 1000 });
const seats = capacity({ per: ['resource'], limit: 3 });

/** Which rule each reason names, by its position. */
function named(rules: readonly Model[], reasons: readonly string[]): readonly number[] {
  const builder = historyBuilder();
  reasons.forEach((reason, id) => {
    const times = { intendedAtUs: id, sentAtUs: id, settledAtUs: id };
    builder.add({ id, user: 'u', resource: 'r', step: id, ...times, outcome: 'rejected', reason });
  });
  const history = builder.build();
  const windows = windowsOf(history, wideningOf(defaultAssumptions, false), null);
  return [...namedRules(history, windows, rules)];
}

it('knows a limit by its model, its key, both, or its position', () => {
  expect(
    named([user, seats], ['user', 'Cooldown', 'CAPACITY', 'cooldown per user', 'rule 2', 'busy']),
  ).toEqual([0, 0, 1, 0, 1, -1]);
});

it('takes a name that two limits share for nobody', () => {
  expect(named([user, resource], ['cooldown', 'user', 'resource'])).toEqual([-1, 0, 1]);
});

it('does not believe a server that says the same of every refusal', () => {
  expect(named([user, resource], ['user', 'user', 'user'])).toEqual([-1, -1, -1]);
});
