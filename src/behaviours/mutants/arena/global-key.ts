import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** The key of the limit has lost its resource: what everybody does counts for everything. */
export const globalKey = mutantOf(
  voting,
  {
    name: 'global-key',
    wrong: 'all resources share one cooldown',
    shows: 'a vote on a second resource within the cooldown of the first',
    seen: ['TwitchIO/TwitchIO#291', 'serenity-rs/serenity#1117', 'motosan-dev/sage-agent#44'],
    needs: 'others',
  },
  (ports) => disguised(voting, ports, (action) => ({ ...action, resource: 'all' })),
);
