import { locks } from '../../locks.js';
import { memoryStore } from '../../store.js';
import { mutantOf } from '../mutant.js';

/** A lock in a process keeps out those who are in the same process. */
export const perNodeMemory = mutantOf(
  locks,
  {
    name: 'per-node-memory',
    wrong: 'each node gives away its own lock',
    shows: 'two users on different nodes who acquire one lock within its ttl',
    seen: ['MemMachine/MemMachine#1655'],
    needs: 'nodes',
  },
  (ports) => locks.start({ ...ports, store: memoryStore() }),
);
