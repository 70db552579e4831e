import { expect, test } from 'vitest';
import { historyBuilder } from '../../src/history/columns.js';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { cooldown } from '../../src/models/cooldown.js';
import { judge } from '../../src/oracle/judge.js';

/** Two accepts within a cooldown of 100 ms, the second on a connection whose answers may have gone astray. */
function history(untrusted: boolean) {
  const builder = historyBuilder();
  const accepted = { outcome: 'accepted', resource: 'r0', step: 0, intendedAtUs: 0 } as const;
  builder.add({ ...accepted, id: 0, user: 'u0', connection: 'u0.1', sentAtUs: 10_000, settledAtUs: 11_000 });
  builder.add({ ...accepted, id: 1, user: 'u1', connection: 'u1.1', sentAtUs: 40_000, settledAtUs: 41_000 });
  const reason = 'answers carry no id';
  if (untrusted) builder.event({ kind: 'connection-untrusted', atUs: 50_000, connection: 'u1.1', reason });
  return builder.build();
}

test('an answer on a connection that is not trusted accuses nobody', () => {
  const model = cooldown({ per: ['resource'], everyUs: 100_000 });
  const assumptions = { ...defaultAssumptions, initial: 'fresh' } as const;
  expect(judge(model, history(false), assumptions)).toMatchObject({ history: 'invalid', falseAccepts: 1 });
  const verdict = judge(model, history(true), assumptions);
  expect(verdict).toMatchObject({ history: 'valid', violations: [], falseAccepts: 0 });
});
