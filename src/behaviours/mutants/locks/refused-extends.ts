import { microsOf } from '../../behaviour.js';
import { locks, type Grant } from '../../locks.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** EXPIRE follows SETNX whether or not that did anything: those who wait keep the lock locked. */
export const refusedExtends = mutantOf(
  locks,
  {
    name: 'refused-extends',
    wrong: 'every refused acquire makes the lock last for a whole ttl from then on',
    shows: 'acquire, be refused late in its ttl, and acquire again soon after its end',
    seen: ['rogermadjos/node-mutex#2'],
    needs: 'refused',
  },
  (ports) => {
    const ttlUs = microsOf(ports.settings['ttlMs'] ?? 500);
    return bent<Grant>(locks, ports, ({ action }) => ({
      write: (update, before) => {
        if (update.value !== undefined || before === undefined) return update;
        if (action === 'renew' || action === 'release') return update;
        return { ...update, value: { ...before, endsUs: microsOf(ports.now()) + ttlUs } };
      },
    }));
  },
);
