import { rooms } from '../../rooms.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** A slot belongs to a connection, and outlives it: who comes back finds itself inside, and cannot leave. */
export const ghost = mutantOf(
  rooms,
  {
    name: 'ghost',
    wrong: 'slots belong to connections, so who connects again cannot give its slot back',
    shows: 'acquire, connect again, and release',
    seen: ['M0nkeyFl0wer/A-Trading-Game-WTF#46', 'EricEisaman/cs1#159', 'Josie29/project-11-game-week#8'],
    needs: 'reconnect',
  },
  (ports) => disguised(rooms, ports, (action) => ({ ...action, user: action.connection ?? action.user })),
);
