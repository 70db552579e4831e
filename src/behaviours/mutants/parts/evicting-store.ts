import type { Store, Update } from '../../behaviour.js';

/**
 * A store that keeps the last `keysMost` keys asked for: what was under the others is gone when they are
 * asked for again, as in a cache that throws out the least recently used.
 */
export function evictingStore(store: Store, keysMost: number): Store {
  const kept = new Set<string>();
  const evicted = new Set<string>();
  const isGone = (key: string): boolean => {
    kept.delete(key);
    kept.add(key);
    for (const oldest of kept) {
      if (kept.size <= keysMost) break;
      kept.delete(oldest);
      evicted.add(oldest);
    }
    return evicted.delete(key);
  };
  return {
    ...store,
    update: <Result, Value>(key: string, decide: (value: Value | undefined) => Update<Result, Value>) => {
      const isForgotten = isGone(key);
      return store.update<Result, Value>(key, (value) => decide(isForgotten ? undefined : value));
    },
  };
}
