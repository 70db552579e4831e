import { expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { historyBuilder } from '../../src/history/columns.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { allOf, cooldown } from '../../src/models/index.js';
import { judge } from '../../src/oracle/judge.js';

/** Two accepts a millisecond apart, in groups of their own or in none. */
function accepts(groups: readonly (string | undefined)[]) {
  const builder = historyBuilder(groups.length);
  groups.forEach((group, id) => {
    const action: Action = {
      id,
      user: `u${id}`,
      resource: 'r0',
      step: 0,
      intendedAtUs: id * 1000,
      sentAtUs: id * 1000,
      settledAtUs: id * 1000 + 500,
      outcome: 'accepted',
      ...(group !== undefined && { group }),
    };
    builder.add(action);
  });
  return builder.build();
}

const perGroup = cooldown({ per: ['group'], everyUs: 1_000_000 });

it('judges per group where every answer has one', () => {
  expect(judge(perGroup, accepts(['a', 'b']), defaultAssumptions).violations).toEqual([]);
  expect(judge(perGroup, accepts(['a', 'a']), defaultAssumptions).violations).toHaveLength(1);
});

it('accuses nobody where answers have no group, but says so', () => {
  const said = 'the limit is counted per group, and 1 of 2 answered actions have no group';
  expect(() => judge(perGroup, accepts(['a', undefined]), defaultAssumptions)).toThrow(said);
  const both = allOf([cooldown({ per: ['user'], everyUs: 1000 }), perGroup]);
  expect(() => judge(both, accepts(['a', undefined]), defaultAssumptions)).toThrow(said);
});
