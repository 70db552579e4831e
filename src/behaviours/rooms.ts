import { refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { slots: 3 };

/** Who is in a room: a user once for each slot it holds. */
export type Inside = readonly string[];

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
        return ports.store.update<BehaviourAnswer, Inside>(action.resource, (inside = []) => {
          if (action.action === 'release') {
            const own = inside.indexOf(user);
            if (own < 0) return { result: refused('not_inside') };
            return { value: inside.toSpliced(own, 1), result: { ok: true } };
          }
          if (inside.length >= slots) return { result: refused('full') };
          return { value: [...inside, user], result: { ok: true } };
        });
      },
    };
  },
};
