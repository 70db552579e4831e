import { chat } from '../../chat.js';
import { mutantOf } from '../mutant.js';

/** The count is compared before the message itself is in it. */
export const oneMore = mutantOf(
  chat,
  {
    name: 'one-more',
    wrong: 'one message more than the limit is accepted in a window',
    shows: 'limit + 1 messages of one user at once',
    seen: ['TykTechnologies/tyk#48', 'koajs/ratelimit#10', 'liwala/ay-framework#375'],
    needs: 'burst',
  },
  (ports) => {
    const { limit = 5 } = ports.settings;
    return chat.start({ ...ports, settings: { ...ports.settings, limit: limit + 1 } });
  },
);
