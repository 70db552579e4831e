import { locks, type Grant } from '../../locks.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The holder renews in time, and the sweep goes by the time it read before. */
export const renewsNothing = mutantOf(
  locks,
  {
    name: 'renews-nothing',
    wrong: 'a renewal is accepted, and the lock ends as if there had been none',
    shows: 'acquire, renew within the ttl, and acquire as somebody else after the first end',
    seen: ['PrefectHQ/prefect#22983'],
    needs: 'kinds',
  },
  (ports) =>
    bent<Grant>(locks, ports, ({ action }) => ({
      write: (update) => (action === 'renew' ? { result: update.result } : update),
    })),
);
