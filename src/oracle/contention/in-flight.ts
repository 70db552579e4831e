import { nobody, waitingLines, type Lines } from './lines.js';

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
  const lines: Lines = waitingLines();
  return {
    sent: (key, sentAtUs) => lines.add(key, sentAtUs, 0, sentAtUs, sentAtUs, 0),
    settled: (key, sentAtUs) => lines.remove(key, sentAtUs),
    firstUs(key, otherwiseUs) {
      const first = lines.first(key);
      return first === nobody ? otherwiseUs : lines.startOf(first);
    },
  };
}
