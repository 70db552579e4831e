import { microsOf } from '../../behaviour.js';
import { quota, type Counter } from '../../quota.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** INCR and EXPIRE are two commands, and now and then the second one never comes. */
export const ttlLost = mutantOf(
  quota,
  {
    name: 'ttl-lost',
    wrong: 'every so many windows of a user one never ends',
    shows: 'use up everyWindows windows of one user, one after another, and request again after the last',
    seen: ['veryfront/veryfront-code#2256', 'Tabcorp/redis-rate-limiter#1', 'fastify/fastify-rate-limit#152'],
    needs: 'late',
  },
  (ports) => {
    const { everyWindows = 3 } = ports.settings;
    return bent<Counter & { readonly windows?: number }>(quota, ports, () => ({
      write: (update, before) => {
        if (update.value === undefined) return update;
        const opens = before === undefined || microsOf(ports.now()) >= before.endsUs;
        const windows = (before?.windows ?? 0) + (opens ? 1 : 0);
        const isLost = opens && windows % everyWindows === 0;
        const endsUs = isLost ? Number.MAX_SAFE_INTEGER : update.value.endsUs;
        return { ...update, value: { ...update.value, endsUs, windows } };
      },
    }));
  },
  { everyWindows: 3 },
);
