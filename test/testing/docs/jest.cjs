test('the votes are counted right', async () => {
  const { expectRun, simulateScenario } = await import('turnwise/testing');
  const report = await simulateScenario('voting', { users: 12, resources: 4 });
  expectRun(report).toPass();
}, 30_000);
