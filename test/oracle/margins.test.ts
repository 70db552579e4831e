import { expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { capacity, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { Model } from '../../src/models/model.js';
import { judged } from './every-model.js';
import type { Tried } from './every-instant.js';

const accept = (startMs: number, endMs: number): Tried => ({
  startUs: startMs * 1000,
  endUs: endMs * 1000,
  answer: 'accept',
});
/** As in a log of another tool: others may have used the keys, and nobody knows what was before. */
const log = { ...defaultAssumptions, complete: false };
const first = (model: Model, actions: readonly Tried[]) => judged(model, actions, log).violations[0];

it('measures how far a burst is over the limit, not how sure the order of its windows is', () => {
  const burst = [accept(0, 5), accept(6, 9), accept(11, 15)];
  const bucket = tokenBucket({ per: ['resource'], capacity: 2, refillEveryUs: 1_000_000 });
  expect(first(bucket, burst)).toMatchObject({ kind: 'false-accept', strength: 'proven' });
  expect(first(bucket, burst)?.marginUs).toBeGreaterThan(400_000);
  const sliding = slidingLog({ per: ['resource'], limit: 2, windowUs: 1_000_000 });
  expect(first(sliding, burst)?.marginUs).toBeGreaterThan(400_000);
});

it('holds a burst in which everybody overlaps against the one that settled last', () => {
  const race = [accept(0, 50), accept(1, 40), accept(2, 60)];
  const violation = first(capacity({ per: ['resource'], limit: 2 }), race);
  expect(violation).toMatchObject({ kind: 'false-accept', strength: 'proven', rows: [1, 0, 2] });
});

it('calls a proof that hangs on less than a tick near-edge', () => {
  const sliding = slidingLog({ per: ['resource'], limit: 1, windowUs: 100_000 });
  const near = judged(sliding, [accept(0, 0), accept(97.5, 97.5)], { ...log, driftPpm: 0 });
  expect(near.violations.map(({ strength }) => strength)).toEqual(['near-edge']);
});
