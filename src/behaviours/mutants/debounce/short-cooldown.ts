import { debounce } from '../../debounce.js';
import { mutantOf } from '../mutant.js';

/** The button wakes up too soon. */
export const shortCooldown = mutantOf(
  debounce,
  {
    name: 'short-cooldown',
    wrong: 'a button works again after 60 % of its cooldown',
    shows: 'a press between 60 % and 100 % of the cooldown after the one before it',
    seen: ['VorlonCD/bi-aidetection#90', 'express-rate-limit/express-rate-limit#124'],
    needs: 'early',
  },
  (ports) => {
    const { cooldownMs = 200, shareOfCooldown = 0.6 } = ports.settings;
    return debounce.start({ ...ports, settings: { cooldownMs: cooldownMs * shareOfCooldown } });
  },
  { shareOfCooldown: 0.6 },
);
