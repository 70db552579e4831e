import { chat } from '../../chat.js';
import { memoryStore } from '../../store.js';
import { mutantOf } from '../mutant.js';

/** Fine until there is a second process behind the load balancer. */
export const perNodeMemory = mutantOf(
  chat,
  {
    name: 'per-node-memory',
    wrong: 'each node counts on its own, so there is one limit per node',
    shows:
      'more than the limit on both nodes: who is counted has to reach both, by connecting again or as several users',
    seen: ['express-rate-limit/express-rate-limit#51', 'artifact-keeper/artifact-keeper#541'],
    needs: 'nodes',
  },
  (ports) => chat.start({ ...ports, store: memoryStore() }),
);
