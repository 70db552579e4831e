import { refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { slots: 3 };

/** How many slots each user holds in a room. */
type Holdings = ReadonlyMap<string, number>;

/** Rooms with a number of slots: `acquire` (or `act`) takes one, `release` gives one of one's own back. */
export const rooms: Behaviour = {
  name: 'rooms',
  describe: 'acquire takes one of the slots of a resource, release gives it back',
  defaults,
  start(ports) {
    const slots = ports.settings['slots'] ?? defaults.slots;
    return {
      async handle(action) {
        const { user } = action;
        const refusal = refusalOf(action, ['acquire', 'release', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer, Holdings>(action.resource, (held = new Map()) => {
          const own = held.get(user) ?? 0;
          if (action.action === 'release') {
            if (own === 0) return { result: refused('not_inside') };
            return { value: new Map([...held, [user, own - 1]]), result: { ok: true } };
          }
          const taken = [...held.values()].reduce((sum, count) => sum + count, 0);
          if (taken >= slots) return { result: refused('full') };
          return { value: new Map([...held, [user, own + 1]]), result: { ok: true } };
        });
      },
    };
  },
};
