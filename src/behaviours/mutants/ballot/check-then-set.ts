import { ballot } from '../../ballot.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** A vote is looked for, not found, and inserted: twice. */
export const checkThenSet = mutantOf(
  ballot,
  {
    name: 'check-then-set',
    wrong: 'votes of one user that are checked before the first of them is written all count',
    shows: 'two votes of one user on one resource within gapMs of each other',
    seen: [
      'frappe/raven#1908',
      'Vault-Web/vault-web#343',
      'consuldemocracy/consuldemocracy#2415',
      'labzero/lunch#198',
    ],
    needs: 'meeting',
  },
  (ports) => ballot.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
