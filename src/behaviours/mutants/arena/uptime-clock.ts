import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** Times since the start of the process are stored, and read by the next process as if they were its own. */
export const uptimeClock = mutantOf(
  voting,
  {
    name: 'uptime-clock',
    wrong: 'stored times count from the start of the process, so after a restart they lie ahead',
    shows: 'an accepted vote, a restart, and another vote on the same resource after the cooldown',
    seen: ['hashgraph-online/hol-guard#697', 'WeblateOrg/weblate#10494'],
    needs: 'restart',
  },
  (ports) => {
    const startedMs = ports.now();
    return voting.start({ ...ports, now: () => ports.now() - startedMs });
  },
);
