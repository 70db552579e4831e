import { memoryStore } from '../../store.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** Correct as long as there is one of it. */
export const perNodeMemory = mutantOf(
  voting,
  {
    name: 'per-node-memory',
    wrong: 'each process counts by itself, so each accepts a vote per cooldown',
    shows: 'two votes on one resource within the cooldown, on connections to different nodes',
    seen: ['express-rate-limit/express-rate-limit#51', 'dcccrypto/percolator-launch#859'],
    needs: 'nodes',
  },
  (ports) => voting.start({ ...ports, store: memoryStore() }),
);
