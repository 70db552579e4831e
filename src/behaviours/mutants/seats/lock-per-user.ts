import { seats } from '../../seats.js';
import { mutantOf } from '../mutant.js';
import { inTurn } from '../parts/in-turn.js';
import { racingStore } from '../parts/racing-store.js';

/** There is a lock, but everybody has one of their own: it keeps nobody apart. */
export const lockPerUser = mutantOf(
  seats,
  {
    name: 'lock-per-user',
    wrong: 'the lock around a booking is one per user and resource, so two users take the same seat',
    shows: 'bookings of two users within gapMs of each other, and at least as many in all as there are seats',
    seen: ['hoangdaochuz/booking#27'],
    needs: 'meeting',
  },
  (ports) => {
    const racing = seats.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) });
    const locked = inTurn();
    return {
      handle: (action) => locked(JSON.stringify([action.user, action.resource]), () => racing.handle(action)),
    };
  },
  { gapMs: 15 },
);
