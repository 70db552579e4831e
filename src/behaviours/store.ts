import type { Store, Update } from './behaviour.js';

/** A store in this process. Each operation happens in the turn it is called in, so `update` is atomic. */
export function memoryStore(): Store {
  const values = new Map<string, unknown>();
  return {
    get: async <Value>(key: string) => values.get(key) as Value | undefined,
    set: async (key, value) => {
      values.set(key, value);
    },
    update: async <Result, Value>(key: string, decide: (value?: Value) => Update<Result, Value>) => {
      const { value, result } = decide(values.get(key) as Value | undefined);
      if (value !== undefined) values.set(key, value);
      return result;
    },
  };
}

/**
 * The same store behind a network: each operation takes the wait `waitMs` names on the way there
 * and again on the way back. Operations stay atomic at the store itself.
 */
export function remoteStore(store: Store, sleep: (ms: number) => Promise<void>, waitMs: () => number): Store {
  const there = async <Result>(operation: () => Promise<Result>): Promise<Result> => {
    await sleep(waitMs());
    const result = await operation();
    await sleep(waitMs());
    return result;
  };
  return {
    get: (key) => there(() => store.get(key)),
    set: (key, value) => there(() => store.set(key, value)),
    update: (key, decide) => there(() => store.update(key, decide)),
  };
}
