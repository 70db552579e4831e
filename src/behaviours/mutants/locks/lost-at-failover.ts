import { locks } from '../../locks.js';
import { memoryStore } from '../../store.js';
import { mutantOf } from '../mutant.js';

/** What comes up after a failure knows nothing of the locks that were given away before. */
export const lostAtFailover = mutantOf(
  locks,
  {
    name: 'lost-at-failover',
    wrong: 'when the server is replaced, all locks are free and tokens begin at 1 again',
    shows: 'acquire, restart the server, and acquire as somebody else before the end',
    seen: ['mike-marcacci/node-redlock#16'],
    needs: 'restart',
  },
  (ports) => locks.start({ ...ports, store: memoryStore() }),
);
