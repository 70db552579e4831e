import { rooms, type Inside } from '../../rooms.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The counter goes up before it is compared, and nobody takes it down again for those who are refused. */
export const slotLeak = mutantOf(
  rooms,
  {
    name: 'slot-leak',
    wrong: 'a refused acquire takes a slot that nobody gives back',
    shows: 'fill a room, be refused, release one slot, and acquire it',
    seen: ['sysown/proxysql#943', 'tempesta-tech/tempesta#267'],
    needs: 'refused',
  },
  (ports) => {
    const { slots = 3 } = ports.settings;
    return bent<Inside>(rooms, ports, ({ action }) => ({
      write: (update, inside = []) => {
        const isLeak = update.value === undefined && action !== 'release' && inside.length < 2 * slots;
        // Nobody has an empty name.
        return isLeak ? { ...update, value: [...inside, ''] } : update;
      },
    }));
  },
);
