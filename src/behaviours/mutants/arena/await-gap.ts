import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** One `await` too many between the check and the write: far too short for anybody to meet by hand. */
export const awaitGap = mutantOf(
  voting,
  {
    name: 'await-gap',
    wrong: 'a millisecond passes between the check of a vote and its write',
    shows: 'two votes on one free resource within a millisecond of each other at the server, again and again',
    seen: ['calcom/cal.diy#28151', 'colyseus/colyseus#119', 'JhaSourav07/commitpulse#4130'],
    needs: 'meeting',
  },
  (ports) => voting.start({ ...ports, store: racingStore(ports, 1) }),
);
