import { ballot } from '../../ballot.js';
import { mutantOf } from '../mutant.js';
import { expiringStore } from '../parts/expiring-store.js';

/** Who has voted is kept in a session, a cookie, a cache: for a while. */
export const forgets = mutantOf(
  ballot,
  {
    name: 'forgets',
    wrong: 'who has voted on a resource is forgotten keepMs after the last vote on it',
    shows: 'two votes of one user on one resource, keepMs apart, and none on it in between',
    seen: ['nuex/radiant-polls-extension#1', 'aamir-poswal/SurveyTrackerApp#11'],
    needs: 'early',
  },
  (ports) => ballot.start({ ...ports, store: expiringStore(ports, ports.settings['keepMs'] ?? 500) }),
  { keepMs: 500 },
);
