import { microsOf } from '../../behaviour.js';
import { quota } from '../../quota.js';
import { mutantOf } from '../mutant.js';
import { blocking } from '../parts/blocking.js';

/** The process spares the store those it has refused, for longer than the store would refuse them. */
export const negativeCache = mutantOf(
  quota,
  {
    name: 'negative-cache',
    wrong: 'a process that has refused a user goes on for windowMs, though the window ends before',
    shows: 'use up a window, be refused in it, and request again soon after its end',
    seen: ['animir/node-rate-limiter-flexible 11.1.0 (its inMemoryBlockDuration)'],
    needs: 'refused',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return blocking(ports, quota.start(ports), (nowUs) => nowUs + windowUs);
  },
);
