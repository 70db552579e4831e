import { microsOf, refused } from '../../behaviour.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { ruledBy } from '../parts/cooldown-rule.js';

/** Cooldowns are swept away by a timer that looks only now and then. */
export const lateTimer = mutantOf(
  voting,
  {
    name: 'late-timer',
    wrong: 'cooldowns are ended by a timer that runs every lateMs: up to that much too late',
    shows: 'a vote less than lateMs after a cooldown has ended, before the timer runs',
    seen: ['hatchet-dev/hatchet#1379'],
    needs: 'late',
  },
  (ports) => {
    const { cooldownMs = 200, lateMs = 70 } = ports.settings;
    const everyUs = microsOf(lateMs);
    return ruledBy<number>(ports, { kinds: ['vote', 'act'], cooldownMs }, (lastUs, nowUs, cooldownUs) => {
      const sweptUs = lastUs === undefined ? nowUs : Math.ceil((lastUs + cooldownUs) / everyUs) * everyUs;
      if (nowUs >= sweptUs) return { value: nowUs, result: { ok: true } };
      return { result: refused('cooldown', sweptUs - nowUs) };
    });
  },
  { lateMs: 70 },
);
