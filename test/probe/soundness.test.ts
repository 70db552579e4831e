import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { capacity, cooldown, fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { KeyField } from '../../src/history/action.js';
import type { Model } from './imports.js';
import { scoreOf } from './hidden.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_261_122);

const pers = fc.constantFrom<readonly KeyField[]>(
  ['user'],
  ['resource'],
  ['user', 'resource'],
  [],
  ['connection'],
  ['connection', 'resource'],
);
const lengths = fc.integer({ min: 30_000, max: 1_900_000 });
const counts = fc.integer({ min: 2, max: 6 });

/** Any limit a probe thinks of, with any numbers. */
const limits: fc.Arbitrary<Model> = fc
  .record({ per: pers, us: lengths, count: counts, originUs: fc.integer({ min: 0, max: 2_000_000 }) })
  .chain(({ per, us, count, originUs }) =>
    fc.constantFrom(
      cooldown({ per, everyUs: us }),
      cooldown({ per, everyUs: us, restartOnReject: true }),
      tokenBucket({ per, capacity: count, refillEveryUs: us }),
      slidingLog({ per, limit: count, windowUs: us }),
      fixedWindow({ per, limit: count, windowUs: us }),
      fixedWindow({ per, limit: count, windowUs: us, refresh: 'accept' }),
      fixedWindow({ per, limit: count, windowUs: us, refresh: 'attempt' }),
      fixedWindow({ per, limit: count, windowUs: us, anchor: 'epoch', originUs }),
      capacity({ per, limit: count }),
    ),
  );

/** Few actions, many of them lost, slow or not: what is told must be true all the same. */
const worlds = fc.record({
  truth: limits,
  users: fc.integer({ min: 1, max: 4 }),
  resources: fc.integer({ min: 1, max: 3 }),
  actions: fc.integer({ min: 20, max: 130 }),
  mostUs: fc.integer({ min: 1000, max: 40_000 }),
  loss: fc.constantFrom(0, 0, 0, 0.03),
  name: fc.string({ maxLength: 4 }),
});

it(`never rules out the true limit, nor any of its numbers (seed ${seed})`, () => {
  fc.assert(
    fc.property(worlds, ({ truth, users, resources, actions, mostUs, loss, name }) => {
      // Now and then answers take longer than was seen while connecting.
      const over = {
        users,
        resources,
        longestUs: 2_000_000,
        budget: { actions, timeUs: 300_000_000 },
        roundTripUs: 20_000,
      };
      const { isSound, played } = scoreOf(truth, name, over, { leastUs: 500, mostUs, loss });
      const findings = played.probe.findings();
      const isAnyRefused = findings.candidates[0]?.family !== 'none';
      if (isAnyRefused) expect(isSound, `${truth.describe}: ${JSON.stringify(findings)}`).toBe(true);
      expect(played.history.length).toBeLessThanOrEqual(actions);
    }),
    { seed, numRuns: Number(process.env['TURNWISE_TEST_RUNS'] ?? 12) },
  );
});

it('asks the same when it is answered the same', () => {
  const [first, second] = [1, 2].map(() =>
    scoreOf(tokenBucket({ per: ['user'], capacity: 3, refillEveryUs: 310_000 }), 'same', {
      budget: { actions: 150, timeUs: 300_000_000 },
    }),
  );
  expect(second.played.rounds).toEqual(first.played.rounds);
  expect(second.played.probe.findings()).toEqual(first.played.probe.findings());
});
