import { locks, type Grant } from '../../locks.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** DEL, without a look at whose lock it is: who was too slow releases the next one's lock. */
export const anyoneReleases = mutantOf(
  locks,
  {
    name: 'anyone-releases',
    wrong: 'a release ends the lock whoever holds it',
    shows: 'u0 acquires, u1 releases, u2 acquires before the end',
    seen: ['twentyhq/twenty#25661', 'nexspence/nexspence#223', 'nateware/redis-objects#234'],
    needs: 'kinds',
  },
  (ports) =>
    bent<Grant>(locks, ports, ({ user, action }) => ({
      read: (grant) => (action === 'release' && grant !== undefined ? { ...grant, owner: user } : grant),
    })),
);
