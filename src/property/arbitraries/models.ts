import * as fc from 'fast-check';
import type { KeyField } from '../../history/action.js';
import {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
  unlimited,
  type ModelName,
} from '../../models/index.js';
import type { Model } from '../../models/model.js';

const per = fc.constantFrom<readonly KeyField[]>(['resource'], ['user'], ['user', 'resource'], []);
const limit = fc.integer({ min: 1, max: 5 });
/** Whole milliseconds: 1 ms to 10 s. */
const durationUs = fc.integer({ min: 1, max: 10_000 }).map((ms) => ms * 1000);
const counted = { per, limit, windowUs: durationUs };
const names = ['u0', 'u1', 'u2'];

const limits: Readonly<Record<ModelName, fc.Arbitrary<Model>>> = {
  cooldown: fc.record({ per, everyUs: durationUs, restartOnReject: fc.boolean() }).map(cooldown),
  tokenBucket: fc.record({ per, capacity: limit, refillEveryUs: durationUs }).map(tokenBucket),
  slidingLog: fc.record(counted).map(slidingLog),
  fixedWindow: fc.oneof(
    fc
      .record({
        ...counted,
        refresh: fc.constantFrom('never' as const, 'accept' as const, 'attempt' as const),
      })
      .map(fixedWindow),
    fc
      .record({ ...counted, anchor: fc.constant('epoch' as const), originUs: fc.constant(0) })
      .map(fixedWindow),
  ),
  capacity: fc.record({ per, limit }).map(capacity),
  once: fc.record({ per, onRepeat: fc.constantFrom('reject' as const, 'update' as const) }).map(once),
  lease: fc.record({ per, ttlUs: durationUs }).map(lease),
  turns: fc.oneof(
    fc.record({ per, order: fc.constant(names) }).map(turns),
    fc.record({ per, order: fc.constant(names), timeoutUs: durationUs }).map(turns),
  ),
  slidingCounter: fc.record({ ...counted, originUs: fc.constant(0) }).map(slidingCounter),
  concurrency: fc.record({ per, limit }).map(concurrency),
  unlimited: fc.constant(unlimited()),
};

/**
 * Models of the named kinds; of every kind there is, and compositions of two, unless told. Limits are
 * small and durations whole milliseconds, so that a few attempts come to their edges.
 */
export function anyModel(...kinds: readonly (ModelName | 'allOf')[]): fc.Arbitrary<Model> {
  const of = kinds.length === 0 ? ([...Object.keys(limits), 'allOf'] as typeof kinds) : kinds;
  return fc.oneof(...of.map((kind): fc.Arbitrary<Model> => (kind === 'allOf' ? compositions : limits[kind])));
}

const compositions: fc.Arbitrary<Model> = fc
  .tuple(limits.cooldown, fc.oneof(limits.capacity, limits.slidingLog, limits.tokenBucket))
  .map(allOf);
