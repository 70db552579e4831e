import { canvas } from '../../canvas.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** What r/place guarded against: two users at one place, or one user at two, in the same moment. */
export const checkThenSet = mutantOf(
  canvas,
  {
    name: 'check-then-set',
    wrong: 'every painting that is checked before an accepted one is written is accepted too',
    shows: 'two paintings of one free place, or by one rested user, within gapMs of each other (a duel)',
    seen: ['tj/node-ratelimiter#6', 'TerminalWitchcraft/actix-ratelimit#16', 'ACIDRain (SIGMOD 2017)'],
    needs: 'meeting',
  },
  (ports) => canvas.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
