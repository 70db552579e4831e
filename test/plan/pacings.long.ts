import { expect, it } from 'vitest';
import { pacings } from '../../src/plan/pacings/index.js';
import type { Pacing } from '../../src/plan/pacing.js';
import { ms, phaseOf, plan } from './specs.js';

const perSecond = (count: number) => ({ count, perUs: 1000 * ms });

/** Each comes to ten million actions of 1000 users, or a few more. */
const long: readonly (readonly [string, Pacing, number])[] = [
  ['contended', pacings.contended({ rejects: 0.5, marginUs: 30 * ms }), 10_000],
  ['probing', pacings.probing({ offsetsUs: [-30 * ms, 0, 30 * ms], marginUs: 30 * ms }), 10_000],
  [
    'fixed',
    pacings.fixed({
      everyUs: 100 * ms,
      spread: true,
      jitterUs: ms,
      think: { kind: 'exponential', meanUs: 100 * ms },
    }),
    10_000,
  ],
  ['open', pacings.open({ rate: perSecond(10_000), arrivals: 'poisson', stages: [], ramp: true }), 10_000],
  [
    'open in stages',
    pacings.open({
      rate: null,
      arrivals: 'uniform',
      stages: [
        { forUs: 1e9, rate: perSecond(10_000) },
        { forUs: 5e8, rate: perSecond(10_000) },
      ],
      ramp: true,
    }),
    1,
  ],
  ['barrier', pacings.barrier({ everyUs: null, marginUs: 0, sweepUs: [0, 1], users: null }), 10_000],
  ['bursts', pacings.bursts({ size: 5, gapUs: 0, pauseUs: null }), 2000],
];

/** Memory is a promise here; time is only printed, as processor time: machines differ. */
it.each(long)('%s streams ten million actions in flat memory', (name, pacing, steps) => {
  const started = process.cpuUsage();
  const made = plan({ users: 1000, resources: 100, phases: [phaseOf(pacing, steps)] });
  const planned = process.cpuUsage(started).user;
  expect(made.header.actions).toBe(10_000_000);
  const before = process.memoryUsage().rss;
  let most = before;
  let count = 0;
  let inOrder = 0;
  let lastUs = 0;
  for (const step of made.steps()) {
    if (step.id === count && step.intendedAtUs >= lastUs) inOrder++;
    lastUs = step.intendedAtUs;
    if (++count % 100_000 === 0) most = Math.max(most, process.memoryUsage().rss);
  }
  expect([count, inOrder]).toEqual([10_000_000, 10_000_000]);
  expect(most - before).toBeLessThan(150e6);
  const walked = process.cpuUsage(started).user - planned;
  process.stdout.write(
    `${name}: planned and hashed in ${Math.round(planned / 1000)} ms, walked again in ${Math.round(walked / 1000)} ms, ${Math.round((most - before) / 1e6)} MB more, at most ${Math.round(most / 1e6)} MB\n`,
  );
});
