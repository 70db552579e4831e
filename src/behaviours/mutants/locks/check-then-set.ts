import { locks } from '../../locks.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** GET, and SET if there was nothing: SETNX in two steps. */
export const checkThenSet = mutantOf(
  locks,
  {
    name: 'check-then-set',
    wrong: 'an acquire that comes before another one is written gets the same lock',
    shows: 'two users who acquire a free lock within gapMs of each other',
    seen: ['cameronmaske/celery-once#7', 'ephpm/ephpm#34'],
    needs: 'meeting',
  },
  (ports) => locks.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
