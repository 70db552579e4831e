import { refused } from '../../behaviour.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { ruledBy } from '../parts/cooldown-rule.js';

const secondUs = 1_000_000;

/** The time left is read in whole seconds: `cooldown - elapsed` is 0 while most of a second is to go. */
export const secondsFloored = mutantOf(
  voting,
  {
    name: 'seconds-floored',
    wrong: 'the time left is rounded down to whole seconds, so the last second of a cooldown is missing',
    shows: 'a second vote on a resource in the last second of the cooldown; below one second: at any time',
    seen: ['elBukkit/MagicPlugin#28', 'getsentry/relay#946', 'cakephp/cakephp#19287'],
    needs: 'early',
  },
  (ports) => {
    const { cooldownMs = 200 } = ports.settings;
    return ruledBy<number>(ports, { kinds: ['vote', 'act'], cooldownMs }, (lastUs, nowUs, cooldownUs) => {
      const waitUs = lastUs === undefined ? 0 : lastUs + cooldownUs - nowUs;
      const secondsLeft = Math.floor(waitUs / secondUs);
      if (secondsLeft <= 0) return { value: nowUs, result: { ok: true } };
      return { result: refused('cooldown', secondsLeft * secondUs) };
    });
  },
);
