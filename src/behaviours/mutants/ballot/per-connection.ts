import { ballot } from '../../ballot.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** Votes are filed under the id of the socket, and a page that is loaded again has a new one. */
export const perConnection = mutantOf(
  ballot,
  {
    name: 'per-connection',
    wrong: 'there is one vote per connection instead of one per user',
    shows: 'a vote, a reconnect, and another vote of the same user on the same resource',
    seen: ['devMikeFrancis/digital-movie-poster#18'],
    needs: 'reconnect',
  },
  (ports) => disguised(ballot, ports, (action) => ({ ...action, user: action.connection ?? action.user })),
);
