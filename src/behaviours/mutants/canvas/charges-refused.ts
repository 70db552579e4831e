import { microsOf, refusalOf, refused } from '../../behaviour.js';
import { canvas } from '../../canvas.js';
import { mutantOf } from '../mutant.js';

/** Two limiters in a row: the first one has taken its share when the second one refuses. */
export const chargesRefused = mutantOf(
  canvas,
  {
    name: 'charges-refused',
    wrong: 'who is refused because the paint is fresh has to pause as if they had painted',
    shows: 'a painting refused at one place, and one by the same user at another place within userMs',
    seen: ['symfony/symfony#65796', 'langfuse/langfuse#14280', 'ravangen/graphql-rate-limit#129'],
    needs: 'refused',
  },
  (ports) => {
    const correct = canvas.start(ports);
    const userUs = microsOf(ports.settings['userMs'] ?? 300);
    return {
      async handle(action) {
        if (refusalOf(action, ['paint', 'act']) !== null) return correct.handle(action);
        const key = `charged ${action.user}`;
        const chargedUs = (await ports.store.get(key)) ?? -Infinity;
        const waitUs = chargedUs + userUs - microsOf(ports.now());
        if (waitUs > 0) return refused('user', waitUs);
        const answer = await correct.handle(action);
        if (answer.ok === false && answer.error === 'resource')
          await ports.store.set(key, microsOf(ports.now()));
        return answer;
      },
    };
  },
);
