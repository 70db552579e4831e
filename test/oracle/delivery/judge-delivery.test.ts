import { describe, expect, it } from 'vitest';
import { accusedInnocents, differences } from './compare.js';
import { seed } from './world.js';

describe(`deliveries (seed ${seed})`, () => {
  it('of a correct server are never held against it', () => {
    expect(accusedInnocents(seed, 3000)).toEqual([]);
  });

  it('are held against a server exactly where trying all instants says that it is certain', () => {
    const { differing, seen } = differences(seed, 500);
    expect(differing).toEqual([]);
    for (const kind of ['missing', 'duplicate', 'leak', 'phantom', 'order'])
      expect([kind, (seen[kind] ?? 0) > 0]).toEqual([kind, true]);
  });
});
