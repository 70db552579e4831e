import { microsOf } from '../../behaviour.js';
import { quota, type Counter } from '../../quota.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** The branch that opens a window sets the counter to 0, and forgets what it is there for. */
export const firstFree = mutantOf(
  quota,
  {
    name: 'first-free',
    wrong: 'the request that opens a window is not counted in it',
    shows: 'limit + 1 requests of one user at once',
    seen: ['colyseus/colyseus 0.17.43 (its maxMessagesPerSecond)'],
    needs: 'burst',
  },
  (ports) =>
    bent<Counter>(quota, ports, () => ({
      write: (update, before) => {
        const opens = before === undefined || microsOf(ports.now()) >= before.endsUs;
        if (update.value === undefined || !opens) return update;
        return { ...update, value: { ...update.value, used: 0 } };
      },
    })),
);
