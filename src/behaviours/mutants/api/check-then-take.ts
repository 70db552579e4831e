import { api } from '../../api.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** Tokens are counted, and only later taken: calls in between count the same tokens. */
export const checkThenTake = mutantOf(
  api,
  {
    name: 'check-then-take',
    wrong: 'calls that come before an accepted one has taken its tokens find them too',
    shows: 'two calls of one user within gapMs of each other when there is one token left',
    seen: ['wazuh/wazuh#35192', 'kent8192/reinhardt-web#1658'],
    needs: 'meeting',
  },
  (ports) => api.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
