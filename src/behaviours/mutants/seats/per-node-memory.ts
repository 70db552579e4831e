import { memoryStore } from '../../store.js';
import { seats } from '../../seats.js';
import { mutantOf } from '../mutant.js';

/** Every process sells the whole house. */
export const perNodeMemory = mutantOf(
  seats,
  {
    name: 'per-node-memory',
    wrong: 'each process counts its own bookings, so each of them sells every seat',
    shows: 'more bookings than there are seats, on connections to different nodes',
    seen: ['express-rate-limit/express-rate-limit#51', 'SecureBananaLabs/bug-bounty#4377'],
    needs: 'nodes',
  },
  (ports) => seats.start({ ...ports, store: memoryStore() }),
);
