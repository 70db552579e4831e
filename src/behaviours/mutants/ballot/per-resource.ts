import { ballot } from '../../ballot.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** All voters are taken for one, as behind one address: the first vote closes the ballot. */
export const perResource = mutantOf(
  ballot,
  {
    name: 'per-resource',
    wrong: 'there is one vote per resource in all instead of one per user',
    shows: 'votes of two users on one resource',
    seen: ['vmichnowicz/vwm_polls#12', 'strawpoll/strawpoll#33'],
    needs: 'others',
  },
  (ports) => disguised(ballot, ports, (action) => ({ ...action, user: 'anybody' })),
);
