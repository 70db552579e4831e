import { refused } from '../../behaviour.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { ruledBy } from '../parts/cooldown-rule.js';

/** Whoever keeps trying never gets in: a debounce where a cooldown was promised. */
export const rejectExtends = mutantOf(
  voting,
  {
    name: 'reject-extends',
    wrong: 'a refused vote starts the cooldown again',
    shows: 'a vote that is refused, then another one soon after the cooldown of the accepted one has ended',
    seen: ['peterkhayes/rolling-rate-limiter#9', 'rcarmo/piclaw#105', 'teamplanes/graphql-rate-limit#191'],
    needs: 'refused',
  },
  (ports) => {
    const { cooldownMs = 200 } = ports.settings;
    return ruledBy<number>(ports, { kinds: ['vote', 'act'], cooldownMs }, (lastUs, nowUs, cooldownUs) => {
      const isFree = lastUs === undefined || nowUs >= lastUs + cooldownUs;
      return { value: nowUs, result: isFree ? { ok: true } : refused('cooldown', cooldownUs) };
    });
  },
);
