import { microsOf } from '../../behaviour.js';
import { chat } from '../../chat.js';
import { mutantOf } from '../mutant.js';
import { blocking } from '../parts/blocking.js';

/** The penalty of the first message too many is a whole window, not what was left of it. */
export const blocksAnew = mutantOf(
  chat,
  {
    name: 'blocks-anew',
    wrong: 'who is refused is blocked for a whole windowMs from then on',
    shows: 'send the limit, be refused late in the window, and send again soon after its end',
    seen: ['nestjs/throttler#2208'],
    needs: 'refused',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return blocking(ports, chat.start(ports), (nowUs) => nowUs + windowUs);
  },
);
