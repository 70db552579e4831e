import { quota } from '../../quota.js';
import { mutantOf } from '../mutant.js';
import { evictingStore } from '../parts/evicting-store.js';

/** The counters are in a cache of a fixed size; a flood of names pushes one's own out. */
export const evicted = mutantOf(
  quota,
  {
    name: 'evicted',
    wrong: 'only the counters of the last keysMost users are kept',
    shows: 'use up a window, let keysMost other users request, and request again before its end',
    seen: ['CVE-2024-21662', 'pathosDev/actor-ts#607', 'ralksta/immich-folio#94'],
    needs: 'keys',
  },
  (ports) => {
    const { keysMost = 20 } = ports.settings;
    return quota.start({ ...ports, store: evictingStore(ports.store, keysMost) });
  },
  { keysMost: 20 },
);
