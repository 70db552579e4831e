import { memoryStore } from '../../store.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** A store that outlives the process is there; the cooldowns are kept in a variable. */
export const lostOnRestart = mutantOf(
  voting,
  {
    name: 'lost-on-restart',
    wrong: 'cooldowns are forgotten when the process ends, although its state is said to last',
    shows: 'an accepted vote, a restart, and another vote on the same resource within the cooldown',
    seen: ['CVE-2024-21652', 'tashfeenahmed/freellmapi#88'],
    needs: 'restart',
  },
  (ports) => voting.start({ ...ports, store: memoryStore() }),
);
