import { game } from '../../game.js';
import { memoryStore } from '../../store.js';
import { mutantOf } from '../mutant.js';

/** Without sticky sessions players sit at different tables, and each table waits. */
export const tablePerNode = mutantOf(
  game,
  {
    name: 'table-per-node',
    wrong: 'each node has a table of its own, and knows only of moves made there',
    shows: 'moves in turn of players on different nodes: the second waits for ever',
    seen: ['socketio/socket.io#1739', 'socketio/socket.io-sticky#2'],
    needs: 'nodes',
  },
  (ports) => game.start({ ...ports, store: memoryStore() }),
);
