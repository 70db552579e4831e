import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** The limit is counted on the wrong thing: on who votes, where it should be on what is voted for. */
export const wrongKey = mutantOf(
  voting,
  {
    name: 'wrong-key',
    wrong: 'the cooldown is counted per user instead of per resource',
    shows: 'votes of two users on one resource within the cooldown',
    seen: ['TwitchIO/TwitchIO#275', 'TwitchIO/TwitchIO#286'],
    needs: 'others',
  },
  (ports) => disguised(voting, ports, (action) => ({ ...action, resource: action.user })),
);
