import { simulateScenario, turnwiseMatchers, type TurnwiseMatchers } from 'turnwise/testing';
import { expect, test } from 'vitest';

declare module 'vitest' {
  interface Matchers<T> extends TurnwiseMatchers<T> {}
}
expect.extend(turnwiseMatchers);

test('voting holds, and its test is worth something', async () => {
  expect(await simulateScenario('voting')).toPass();
  const broken = await simulateScenario('voting', { bug: 'check-then-set' });
  expect(broken).toBreakModel('false-accept');
  expect(broken).not.toObeyModel();
});
