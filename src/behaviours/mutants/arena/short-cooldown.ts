import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** The cooldown ends early, as with a wrong unit, a stale setting or an early timer. */
export const shortCooldown = mutantOf(
  voting,
  {
    name: 'short-cooldown',
    wrong: 'a resource accepts again after 60 % of its cooldown',
    shows: 'a second vote on a resource between 60 % and 100 % of the cooldown after an accepted one',
    seen: ['express-rate-limit/express-rate-limit#124', 'BerriAI/litellm#40130'],
    needs: 'early',
  },
  (ports) => {
    const { cooldownMs = 200, shareOfCooldown = 0.6 } = ports.settings;
    return voting.start({ ...ports, settings: { cooldownMs: cooldownMs * shareOfCooldown } });
  },
  { shareOfCooldown: 0.6 },
);
