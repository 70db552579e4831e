import { locks } from '../../locks.js';
import { mutantOf } from '../mutant.js';

/** The time is rounded up, or a sweep comes late: nobody holds the lock, and nobody gets it. */
export const lateExpiry = mutantOf(
  locks,
  {
    name: 'late-expiry',
    wrong: 'a lock ends after 150 % of its ttl',
    shows: 'an acquire soon after the ttl of a lock that was neither renewed nor released',
    seen: ['hazelcast/hazelcast#6257', 'coleifer/walrus#110'],
    needs: 'late',
  },
  (ports) => {
    const { ttlMs = 500, shareOfTtl = 1.5 } = ports.settings;
    return locks.start({ ...ports, settings: { ttlMs: ttlMs * shareOfTtl } });
  },
  { shareOfTtl: 1.5 },
);
