import { game, type Table } from '../../game.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** Players are counted from 0 in one place and from 1 in another. */
export const skipsPlayer = mutantOf(
  game,
  {
    name: 'skips-player',
    wrong: 'after the last player it is the turn of the second, not of the first',
    shows: 'a whole round of moves in turn, and then the first player again',
    seen: ['thyer/CS340winter2016#16'],
    needs: 'late',
  },
  (ports) => {
    const players = Math.ceil(ports.settings['players'] ?? 4);
    return bent<Table>(game, ports, () => ({
      write: (update) =>
        update.value?.player === 0 ? { ...update, value: { ...update.value, player: 1 % players } } : update,
    }));
  },
);
