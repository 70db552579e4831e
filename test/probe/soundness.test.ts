import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokenBucket } from '../../src/models/index.js';
import { scoreOf } from './hidden.js';
import { isTold, worlds } from './worlds.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_261_122);

it(`never rules out the true limit, nor any of its numbers (seed ${seed})`, () => {
  expect(() => fc.assert(fc.property(worlds(false), isTold), { seed, numRuns: 8 })).not.toThrow();
}, 600_000);

it('asks the same when it is answered the same', () => {
  const truth = tokenBucket({ per: ['user'], capacity: 3, refillEveryUs: 310_000 });
  const budget = { actions: 60, timeUs: 300_000_000 };
  const [first, second] = [1, 2].map(() => scoreOf(truth, 'same', { budget }).played);
  expect(second.rounds).toEqual(first.rounds);
  expect(JSON.stringify(second.probe.findings())).toBe(JSON.stringify(first.probe.findings()));
});
