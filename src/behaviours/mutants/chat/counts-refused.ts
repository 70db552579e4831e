import { microsOf } from '../../behaviour.js';
import { chat } from '../../chat.js';
import { mutantOf } from '../mutant.js';
import { bent } from '../parts/bent-store.js';

/** Every attempt goes into the log, so who keeps trying keeps the window full. */
export const countsRefused = mutantOf(
  chat,
  {
    name: 'counts-refused',
    wrong: 'a refused message counts for windowMs like an accepted one',
    shows: 'send the limit, be refused, and send again when windowMs have passed since the first',
    seen: ['jannskiee/floe#470', 'mennanov/limiters#110', 'rcarmo/piclaw#105'],
    needs: 'refused',
  },
  (ports) => {
    const windowUs = microsOf(ports.settings['windowMs'] ?? 1000);
    return bent<readonly number[]>(chat, ports, () => ({
      write: (update, before = []) => {
        const nowUs = microsOf(ports.now());
        const kept = update.value ?? [...before.filter((timeUs) => timeUs + windowUs > nowUs), nowUs];
        return { ...update, value: kept };
      },
    }));
  },
);
