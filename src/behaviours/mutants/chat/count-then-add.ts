import { chat } from '../../chat.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** The log is read, and only later written: messages in between find the same room. */
export const countThenAdd = mutantOf(
  chat,
  {
    name: 'count-then-add',
    wrong: 'messages that come before an accepted one is in the log do not count it',
    shows: 'two messages of one user within gapMs of each other when there is room for one',
    seen: ['tj/node-ratelimiter#6', 'ACIDRain (SIGMOD 2017)'],
    needs: 'meeting',
  },
  (ports) => chat.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
