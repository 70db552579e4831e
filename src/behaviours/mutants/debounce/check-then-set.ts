import { debounce } from '../../debounce.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** A double click is two presses at once. */
export const checkThenSet = mutantOf(
  debounce,
  {
    name: 'check-then-set',
    wrong: 'presses that come before the first one is written down do something too',
    shows: 'two presses on one resource at rest within gapMs of each other (a double click)',
    seen: ['yesodweb/wai#993', 'ACIDRain (SIGMOD 2017)'],
    needs: 'meeting',
  },
  (ports) => debounce.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
