import type {
  Behaviour,
  BehaviourAction,
  BehaviourAnswer,
  BehaviourPorts,
  Handler,
  Store,
  Update,
} from '../../behaviour.js';

/** What goes wrong between a store and what decides: what is read from it, what is written to it, or both. */
export interface Bend<Value> {
  /** What is decided on, instead of what is there. Must do nothing else: it may run again. */
  readonly read?: (value: Value | undefined) => Value | undefined;
  /** What becomes of a decision; `before` is what was there. Must do nothing else: it may run again. */
  readonly write?: (
    update: Update<BehaviourAnswer, Value>,
    before: Value | undefined,
  ) => Update<BehaviourAnswer, Value>;
}

/** A store that does not quite do what its behaviour asks of it. Each update is still one step. */
export function bentStore<Value>(store: Store, { read, write }: Bend<Value>): Store {
  return {
    ...store,
    update: async (key, decide) => {
      // Everything a behaviour keeps is of one type, and every decision ends in an answer.
      const decided = decide as unknown as (value: Value | undefined) => Update<BehaviourAnswer, Value>;
      const answer = await store.update<BehaviourAnswer, Value>(key, (before) => {
        const update = decided(read === undefined ? before : read(before));
        return write === undefined ? update : write(update, before);
      });
      return answer as Awaited<ReturnType<typeof decide>['result']>;
    },
  };
}

/** A server on a store that bends for each action as it says. */
export function bent<Value>(
  behaviour: Behaviour,
  ports: BehaviourPorts,
  bendOf: (action: BehaviourAction) => Bend<Value>,
): Handler {
  return {
    handle: (action) =>
      behaviour.start({ ...ports, store: bentStore(ports.store, bendOf(action)) }).handle(action),
  };
}
