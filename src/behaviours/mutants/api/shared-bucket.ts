import { api } from '../../api.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** As with addresses cut to a prefix that a whole country has in common. */
export const sharedBucket = mutantOf(
  api,
  {
    name: 'shared-bucket',
    wrong: 'all users whose names begin with the same character share one bucket',
    shows: 'calls of several users at once, each within its own capacity',
    seen: ['express-rate-limit/express-rate-limit#667', 'Yeraze/meshmonitor#2001'],
    needs: 'others',
  },
  (ports) => disguised(api, ports, (action) => ({ ...action, user: action.user.slice(0, 1) })),
);
