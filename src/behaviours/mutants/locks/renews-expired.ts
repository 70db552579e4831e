import { microsOf } from '../../behaviour.js';
import { locks, type Grant } from '../../locks.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** A renewal asks whose lock it was, and not whether it still is. */
export const renewsExpired = mutantOf(
  locks,
  {
    name: 'renews-expired',
    wrong: 'who held a lock last can renew it after its end, as long as nobody else got it',
    shows: 'acquire, renew after the ttl, and acquire as somebody else',
    seen: ['can1357/oh-my-pi#7381', 'fighthealthinsurance/fighthealthinsurance#972'],
    needs: 'kinds',
  },
  (ports) =>
    bent<Grant>(locks, ports, ({ user, action }) => ({
      read: (grant) => {
        if (action !== 'renew' || grant?.owner !== user) return grant;
        return { ...grant, endsUs: Math.max(grant.endsUs, microsOf(ports.now()) + 1) };
      },
    })),
);
