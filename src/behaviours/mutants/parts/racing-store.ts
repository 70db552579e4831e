import type { BehaviourPorts, Store } from '../../behaviour.js';

/**
 * A store whose `update` reads, decides, waits and then writes: whatever decides in between has seen the
 * old value. So becomes a race of every check that is not one step with its write.
 */
export function racingStore({ store, sleep }: Pick<BehaviourPorts, 'store' | 'sleep'>, gapMs: number): Store {
  return {
    ...store,
    async update(key, decide) {
      const { value, result } = decide(await store.get(key));
      if (value === undefined) return result;
      await sleep(gapMs);
      await store.set(key, value);
      return result;
    },
  };
}
