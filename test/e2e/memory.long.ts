import { expect, test } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import { planFor } from '../../src/plan-for.js';
import { behaviourOf } from '../../src/servers/catalog.js';
import { simulate } from '../../src/playing/simulate.js';
import { usedBytes } from '../history/used-bytes.js';
import { origin, scenarioFor, seed } from './playing.js';

const runs = 20;
const actionsPerRun = 10_000;

test(`${runs} simulated runs of ${actionsPerRun} actions: the heap stays flat (seed ${seed})`, async () => {
  const fixed = { fixed: { every: '100ms', spread: true } } as const;
  const scenario = scenarioFor('event-ack', {
    users: 50,
    resources: 50,
    model: { cooldown: { per: 'resource', every: '200ms' } },
    pacing: fixed,
    steps: actionsPerRun / 50,
  });
  const plan = planFor(scenario, sha256);
  expect(plan.header.actions).toBe(actionsPerRun);
  const used: number[] = [];
  const stop = new AbortController();
  for (let run = 0; run < runs; run++) {
    const world = {
      seed: `${seed}-${run}`,
      behaviour: behaviourOf('arena', null),
      network: {
        up: { kind: 'uniform', fromUs: 100, toUs: 900 },
        down: { kind: 'uniform', fromUs: 100, toUs: 900 },
      },
    } as const;
    const { report } = await simulate(scenario, plan, world, { stop: stop.signal, watch: () => {} }, origin);
    expect(report).toMatchObject({ verdict: 'pass', actions: { sent: actionsPerRun } });
    used.push(await usedBytes());
  }
  const [warm, last] = [used[4] ?? 0, used.at(-1) ?? Infinity];
  process.stdout.write(
    `${runs * actionsPerRun} actions: ${used.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')} MB\n`,
  );
  expect(last - warm).toBeLessThan(3e6);
});
