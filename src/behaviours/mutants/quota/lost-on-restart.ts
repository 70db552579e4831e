import { quota } from '../../quota.js';
import { memoryStore } from '../../store.js';
import { mutantOf } from '../mutant.js';

/** The counters live in the process, and go with it. */
export const lostOnRestart = mutantOf(
  quota,
  {
    name: 'lost-on-restart',
    wrong: 'after a restart of the server every user has a whole quota again',
    shows: 'use up a window, restart the server, and request again before its end',
    seen: ['CVE-2024-21652', 'AnthropicBots/compressor#1365'],
    needs: 'restart',
  },
  (ports) => quota.start({ ...ports, store: memoryStore() }),
);
