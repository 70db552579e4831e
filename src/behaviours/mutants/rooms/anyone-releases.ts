import { rooms, type Inside } from '../../rooms.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** A semaphore that only counts does not know who is inside. */
export const anyoneReleases = mutantOf(
  rooms,
  {
    name: 'anyone-releases',
    wrong: 'a release of somebody who holds no slot takes the slot of whoever came first',
    shows: 'fill a room, release as somebody outside, and acquire',
    seen: ['dv/redis-semaphore#8'],
    needs: 'kinds',
  },
  (ports) =>
    bent<Inside>(rooms, ports, ({ user, action }) => ({
      read: (inside = []) => {
        if (action !== 'release' || inside.length === 0 || inside.includes(user)) return inside;
        return [user, ...inside.slice(1)];
      },
    })),
);
