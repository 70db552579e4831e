import { game, type Table } from '../../game.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The client greys out the button, and the server trusts it. */
export const anyoneMoves = mutantOf(
  game,
  {
    name: 'anyone-moves',
    wrong: 'a move of any of the players is accepted, and the turn goes on after that one',
    shows: 'a move of a player whose turn it is not',
    seen: ['dnsbty/level10#63', 'Checkora/Checkora#1626', 'HamaIndustries/FEMultiPlayer-V2#94'],
    needs: 'others',
  },
  (ports) => {
    const players = Math.ceil(ports.settings['players'] ?? 4);
    const names = Array.from({ length: players }, (_, player) => `u${player}`);
    return bent<Table>(game, ports, ({ user }) => ({
      read: (table) => (names.includes(user) ? { player: names.indexOf(user) } : table),
    }));
  },
);
