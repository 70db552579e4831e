import { expect, it } from 'vitest';
import { paced, phaseOf, plan } from './specs.js';

/** Memory is a promise here, time is only printed: machines differ. */
it('streams ten million actions in flat memory', () => {
  const startedAt = performance.now();
  const made = plan({ users: 1000, resources: 100, phases: [phaseOf(paced({ rejects: 0.2 }), 8000)] });
  const plannedAt = performance.now();
  expect(made.header.aims).toEqual({ accepts: 8_000_000, rejects: 2_000_000, open: 0 });
  const before = process.memoryUsage().rss;
  let most = before;
  let count = 0;
  let inOrder = 0;
  for (const step of made.steps()) {
    if (step.id === count) inOrder++;
    if (++count % 100_000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  expect([count, inOrder]).toEqual([10_000_000, 10_000_000]);
  expect(most - before).toBeLessThan(150e6);
  const text = `planned and hashed in ${Math.round(plannedAt - startedAt)} ms, walked again in ${Math.round(performance.now() - plannedAt)} ms, at most ${Math.round(most / 1e6)} MB`;
  process.stdout.write(`10 million actions: ${text}\n`);
});
