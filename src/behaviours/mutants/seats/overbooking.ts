import { seats } from '../../seats.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** The seats left are read, and written back one less, by several at once: some of them are sold twice. */
export const overbooking = mutantOf(
  seats,
  {
    name: 'overbooking',
    wrong: 'bookings that are checked before another one is written take the same seat',
    shows: 'two bookings within gapMs of each other, and at least as many in all as there are seats',
    seen: ['colyseus/colyseus#678', 'SparkDevNetwork/Rock#2510', 'LibreBooking/librebooking#147'],
    needs: 'meeting',
  },
  (ports) => seats.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
