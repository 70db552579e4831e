import { refused } from '../../behaviour.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { ruledBy } from '../parts/cooldown-rule.js';

interface Lock {
  /** `null`: the time to live got lost between the two commands that should have set it. */
  readonly endsUs: number | null;
  readonly accepts: number;
}

/** Set and expire are two commands, and now and then only the first of them arrives. */
export const neverExpires = mutantOf(
  voting,
  {
    name: 'never-expires',
    wrong: 'the cooldown after every nth vote accepted on a resource has no end',
    shows: 'nth accepted votes on one resource, then another one after the cooldown',
    seen: [
      'Tabcorp/redis-rate-limiter#1',
      'marcosbarbero/spring-cloud-zuul-ratelimit#162',
      'upstash/ratelimit-js#95',
    ],
    needs: 'late',
  },
  (ports) => {
    const { cooldownMs = 200, nth = 3 } = ports.settings;
    return ruledBy<Lock>(ports, { kinds: ['vote', 'act'], cooldownMs }, (lock, nowUs, cooldownUs) => {
      const { endsUs, accepts } = lock ?? { endsUs: nowUs, accepts: 0 };
      if (endsUs === null) return { result: refused('cooldown') };
      if (nowUs < endsUs) return { result: refused('cooldown', endsUs - nowUs) };
      const isLost = (accepts + 1) % Math.ceil(nth) === 0;
      const value = { endsUs: isLost ? null : nowUs + cooldownUs, accepts: accepts + 1 };
      return { value, result: { ok: true } };
    });
  },
  { nth: 3 },
);
