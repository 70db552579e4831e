import { locks } from '../../locks.js';
import { mutantOf } from '../mutant.js';

/** The lock ends while its holder still counts on it. */
export const earlyExpiry = mutantOf(
  locks,
  {
    name: 'early-expiry',
    wrong: 'a lock ends after 60 % of its ttl',
    shows: 'a second acquire between 60 % and 100 % of the ttl after the first',
    seen: ['comet-ml/opik#2492'],
    needs: 'early',
  },
  (ports) => {
    const { ttlMs = 500, shareOfTtl = 0.6 } = ports.settings;
    return locks.start({ ...ports, settings: { ttlMs: ttlMs * shareOfTtl } });
  },
  { shareOfTtl: 0.6 },
);
