import { gateway } from '../../gateway.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** Both counters are read, and only later one of them goes up. */
export const checkThenAdd = mutantOf(
  gateway,
  {
    name: 'check-then-add',
    wrong: 'requests that come before an accepted one is counted see the old count',
    shows: 'two requests of one user within gapMs of each other when there is one left',
    seen: ['tj/node-ratelimiter#6', 'ACIDRain (SIGMOD 2017)'],
    needs: 'meeting',
  },
  (ports) => gateway.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
