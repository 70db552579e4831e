import { ballot } from '../../ballot.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** The key of a vote has lost what it was given to. */
export const perUser = mutantOf(
  ballot,
  {
    name: 'per-user',
    wrong: 'a user has one vote in all instead of one per resource',
    shows: 'votes of one user on two resources',
    seen: ['Tmeister/idea-factory#23', 'TwitchIO/TwitchIO#291'],
    needs: 'others',
  },
  (ports) => disguised(ballot, ports, (action) => ({ ...action, resource: 'all' })),
);
