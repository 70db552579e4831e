import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';
import { evictingStore } from '../parts/evicting-store.js';

/** A cache is no memory: enough other keys push a running cooldown out of it. */
export const evicted = mutantOf(
  voting,
  {
    name: 'evicted',
    wrong: 'it remembers the keysMost resources last voted on, and no others',
    shows:
      'a vote on a resource, votes on keysMost others, and one on the first again, all within the cooldown',
    seen: ['CVE-2024-21662', 'ralksta/immich-folio#94', 'levy-street/world-of-claudecraft#217'],
    needs: 'keys',
  },
  (ports) => voting.start({ ...ports, store: evictingStore(ports.store, ports.settings['keysMost'] ?? 16) }),
  { keysMost: 16 },
);
