import { game, type Table } from '../../game.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The turn passes on when the next one moves, not when this one has. */
export const twoMoves = mutantOf(
  game,
  {
    name: 'two-moves',
    wrong: 'who moved last may move again until the next one has moved',
    shows: 'two moves of one player in a row',
    seen: ['byucs340ta/Fall2018#87', 'cdot/Xanado#50'],
    needs: 'burst',
  },
  (ports) => {
    const players = Math.ceil(ports.settings['players'] ?? 4);
    return bent<Table>(game, ports, ({ user }) => ({
      read: (table) => {
        if (table === undefined) return table;
        const last = (table.player + players - 1) % players;
        return user === `u${last}` ? { ...table, player: last } : table;
      },
    }));
  },
);
