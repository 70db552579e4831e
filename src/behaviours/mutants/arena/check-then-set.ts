import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** Correct for votes that come one after another, which is why it survives most test suites. */
export const checkThenSet = mutantOf(
  voting,
  {
    name: 'check-then-set',
    wrong: 'every vote that is checked before an accepted one is written is accepted too',
    shows: 'two votes on one free resource within gapMs of each other (a duel)',
    seen: [
      'tj/node-ratelimiter#6',
      'langgenius/dify#39177',
      'letsencrypt/boulder#7780',
      'ACIDRain (SIGMOD 2017)',
    ],
    needs: 'meeting',
  },
  (ports) => voting.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
