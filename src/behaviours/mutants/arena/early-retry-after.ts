import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { refusing } from '../parts/answering.js';

/** It refuses and accepts as it should, and sends people back too soon. */
export const earlyRetryAfter = mutantOf(
  voting,
  {
    name: 'early-retry-after',
    wrong: 'refusals ask to come back after half of the time that is left',
    shows: 'a refused vote well before the end of the cooldown',
    seen: ['alisaifee/flask-limiter#62', 'ktorio/ktor#5347', 'discourse/discourse#11691'],
    needs: 'refused',
  },
  (ports) => {
    const { shareOfWait = 0.5 } = ports.settings;
    return refusing(voting.start(ports), ({ retryAfterMs = 0, ...refusal }) => ({
      ...refusal,
      retryAfterMs: Math.ceil(retryAfterMs * shareOfWait),
    }));
  },
  { shareOfWait: 0.5 },
);
