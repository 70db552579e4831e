import { game } from '../../game.js';
import { memoryStore } from '../../store.js';
import { mutantOf } from '../mutant.js';

/** The table is cleared with the process: everybody comes back to a game that begins. */
export const lostOnRestart = mutantOf(
  game,
  {
    name: 'lost-on-restart',
    wrong: 'after a restart of the server it is the turn of the first player',
    shows: 'a move, a restart of the server, and a move of whoever is next',
    seen: ['tannerkrewson/rocketcrab#25', 'rbtying/shengji#215'],
    needs: 'restart',
  },
  (ports) => game.start({ ...ports, store: memoryStore() }),
);
