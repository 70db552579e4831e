import { test } from 'node:test';
import { expectRun, simulateScenario } from 'turnwise/testing';

test('an option takes one vote every 200 ms', async () => {
  const report = await simulateScenario('voting', { seed: 'monday', users: 12, resources: 4 });
  expectRun(report).toPass();
});
