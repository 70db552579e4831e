import { refusalOf } from '../../behaviour.js';
import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** The store is slow, and who cannot be answered in time is let through: exactly when the limit is needed. */
export const failOpen = mutantOf(
  voting,
  {
    name: 'fail-open',
    wrong: 'votes that come while inHandMost others wait for the store are accepted unseen',
    shows: 'more than inHandMost votes within storeMs of each other, two of them on one resource',
    seen: ['hiero-ledger/hiero-json-rpc-relay#5684', 'Emp1500/Code2Flow#11', 'onyx-dot-app/onyx#10405'],
    needs: 'burst',
  },
  (ports) => {
    const { inHandMost = 3, storeMs = 5 } = ports.settings;
    const correct = voting.start(ports);
    let inHand = 0;
    return {
      async handle(action) {
        if (refusalOf(action, ['vote', 'act']) !== null) return correct.handle(action);
        const isSwamped = inHand >= inHandMost;
        inHand++;
        await ports.sleep(storeMs);
        inHand--;
        return isSwamped ? { ok: true } : correct.handle(action);
      },
    };
  },
  { inHandMost: 3, storeMs: 5 },
);
