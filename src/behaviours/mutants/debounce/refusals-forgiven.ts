import { refused } from '../../behaviour.js';
import { debounce } from '../../debounce.js';
import { mutantOf } from '../mutant.js';
import { ruledBy } from '../parts/cooldown-rule.js';

/** A throttle where a debounce was promised. */
export const refusalsForgiven = mutantOf(
  debounce,
  {
    name: 'refusals-forgiven',
    wrong: 'a press that did nothing does not start the time again',
    shows:
      'a press that is refused, and another one less than cooldownMs later but not so soon after the first',
    seen: ['bigbluebutton/bigbluebutton#20509'],
    needs: 'refused',
  },
  (ports) => {
    const { cooldownMs = 200 } = ports.settings;
    return ruledBy<number>(ports, { kinds: ['press', 'act'], cooldownMs }, (lastUs, nowUs, cooldownUs) => {
      const waitUs = lastUs === undefined ? 0 : lastUs + cooldownUs - nowUs;
      if (waitUs <= 0) return { value: nowUs, result: { ok: true } };
      return { result: refused('too_soon', waitUs) };
    });
  },
);
