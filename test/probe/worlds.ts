import * as fc from 'fast-check';
import { expect } from 'vitest';
import { capacity, cooldown, fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { KeyField } from '../../src/history/action.js';
import { scoreOf } from './hidden.js';
import type { Model } from './imports.js';

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

interface World {
  readonly truth: Model;
  readonly users: number;
  readonly resources: number;
  readonly actions: number;
  readonly mostUs: number;
  readonly loss: number;
  readonly name: string;
}

/**
 * Few actions, some of them lost; where `isRough`, answers take longer than was seen while connecting.
 * What is told must be true all the same.
 */
export const worlds = (isRough: boolean): fc.Arbitrary<World> =>
  fc.record({
    truth: limits,
    users: fc.integer({ min: 1, max: 4 }),
    resources: fc.integer({ min: 1, max: 3 }),
    actions: fc.integer({ min: 20, max: isRough ? 130 : 70 }),
    mostUs: fc.integer({ min: 1000, max: isRough ? 40_000 : 9500 }),
    loss: fc.constantFrom(0, 0, 0, 0.03),
    name: fc.string({ maxLength: 4 }),
  });

/** Whether the truth is still among what a probe says is possible, and the budget was kept. */
export function isTold({ truth, users, resources, actions, mostUs, loss, name }: World): void {
  const budget = { actions, timeUs: 300_000_000 };
  const over = { users, resources, budget, longestUs: 2_000_000, roundTripUs: 20_000 };
  const { isSound, played } = scoreOf(truth, name, over, { leastUs: 500, mostUs, loss });
  const findings = played.probe.findings();
  if (findings.candidates[0]?.family !== 'none')
    expect(isSound, `${truth.describe}: ${JSON.stringify(findings)}`).toBe(true);
  expect(played.history.length).toBeLessThanOrEqual(actions);
}
