import { refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { seats: 20 };

/** Seats of a show, first come first served; nobody gives one back. */
export const seats: Behaviour = {
  name: 'seats',
  describe: 'a booking is accepted while the resource has a seat left, of as many as seats says',
  defaults,
  start(ports) {
    const all = ports.settings['seats'] ?? defaults.seats;
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['book', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer>(action.resource, (booked = 0) =>
          booked < all ? { value: booked + 1, result: { ok: true } } : { result: refused('sold_out') },
        );
      },
    };
  },
};
