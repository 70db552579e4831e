import { microsOf } from '../../behaviour.js';
import { locks, type Grant } from '../../locks.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The token is kept in the lock's own key, and ends with it. */
export const tokenReused = mutantOf(
  locks,
  {
    name: 'token-reused',
    wrong: 'after the end of a lock its tokens begin at 1 again',
    shows: 'acquire a lock, let it end, and acquire it again: the tokens do not grow',
    seen: ['Azure-Samples/cosmos-db-design-patterns#91'],
    needs: 'late',
  },
  (ports) =>
    bent<Grant>(locks, ports, () => ({
      read: (grant) => (grant !== undefined && microsOf(ports.now()) < grant.endsUs ? grant : undefined),
    })),
);
