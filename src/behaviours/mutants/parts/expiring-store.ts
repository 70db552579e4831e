import { microsOf, type BehaviourPorts, type Store, type Update } from '../../behaviour.js';

interface Entry<Value> {
  readonly value: Value;
  readonly endsUs: number;
}

/** A store whose entries are gone `keepMs` after they were last written, as in a cache with a time to live. */
export function expiringStore({ store, now }: Pick<BehaviourPorts, 'store' | 'now'>, keepMs: number): Store {
  return {
    ...store,
    update: <Result, Value>(key: string, decide: (value: Value | undefined) => Update<Result, Value>) =>
      store.update<Result, Entry<Value>>(key, (entry) => {
        const nowUs = microsOf(now());
        const isThere = entry !== undefined && nowUs < entry.endsUs;
        const { value, result } = decide(isThere ? entry.value : undefined);
        return value === undefined
          ? { result }
          : { value: { value, endsUs: nowUs + microsOf(keepMs) }, result };
      }),
  };
}
