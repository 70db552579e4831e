import { chat } from '../../chat.js';
import { quota } from '../../quota.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** A counter that is thrown away at the end of its window, where the documents say sliding. */
export const fixedWindow = mutantOf(
  chat,
  {
    name: 'fixed-window',
    wrong: 'messages are counted in a window that begins with the first one, not in the last windowMs',
    shows: 'one message, the rest of the limit late in its window, and several more soon after its end',
    seen: ['block/buzz#3477', 'langwatch/langwatch#6641', 'SandeepVashishtha/Eventra#6228'],
    needs: 'burst',
  },
  (ports) =>
    disguised(quota, ports, (message) =>
      message.action === 'send' ? { ...message, action: 'act' } : message,
    ),
);
