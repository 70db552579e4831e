import { Lines } from './lines.js';
import { nobody, orders, Places } from './places.js';
import { Records } from './records.js';

/** Which actions of which key are on their way, by when they were sent. */
export interface InFlight {
  /** An action of a key was sent; to be told in order of sending. */
  sent(key: number, sentAtUs: number): void;
  /** One that was sent then is settled; nothing if it was never told of. */
  settled(key: number, sentAtUs: number): void;
  /** When the first of a key that is still on its way was sent; `otherwiseUs` when none is. */
  firstUs(key: number, otherwiseUs: number): number;
}

/** Nobody is on the way yet. */
export function inFlight(): InFlight {
  const places = new Places();
  const keys = new Records(1);
  const lines = new Lines(places, orders.byStart, keys, 0);
  return {
    sent(key, sentAtUs) {
      keys.reserve(key + 1);
      lines.add(key, places.take(sentAtUs));
    },
    settled(key, sentAtUs) {
      keys.reserve(key + 1);
      const place = lines.find(key, sentAtUs);
      if (place === nobody) return;
      lines.remove(key, place);
      places.leave(place);
    },
    firstUs(key, otherwiseUs) {
      keys.reserve(key + 1);
      const first = lines.first(key);
      return first === nobody ? otherwiseUs : places.startOf(first);
    },
  };
}
