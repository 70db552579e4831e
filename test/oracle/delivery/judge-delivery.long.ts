import { describe, expect, it } from 'vitest';
import { accusedInnocents, differences } from './compare.js';
import { seed } from './world.js';

describe(`deliveries, many (seed ${seed})`, () => {
  it('of a correct server are never held against it', () => {
    expect(accusedInnocents(seed + 1_000_000, 300_000)).toEqual([]);
  });

  it('are held against a server exactly where trying all instants says that it is certain', () => {
    const { differing, seen } = differences(seed + 2_000_000, 100_000);
    expect(differing).toEqual([]);
    for (const kind of ['missing', 'duplicate', 'leak', 'phantom', 'order'])
      expect([kind, (seen[kind] ?? 0) > 500]).toEqual([kind, true]);
  });
});
