import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';
import { rooms } from '../../rooms.js';

/** Between the check for room and the entry there is something to wait for. */
export const overshoot = mutantOf(
  rooms,
  {
    name: 'overshoot',
    wrong: 'whoever comes before an accepted one is inside finds the same free slot',
    shows: 'two users who acquire the last slot within gapMs of each other',
    seen: ['colyseus/colyseus#678', 'Netflix/concurrency-limits#140'],
    needs: 'meeting',
  },
  (ports) => rooms.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
