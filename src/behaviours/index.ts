import type { Behaviour } from './behaviour.js';
import { votingCheckThenSet } from './voting-check-then-set.js';
import { votingShortCooldown } from './voting-short-cooldown.js';
import { votingWrongKey } from './voting-wrong-key.js';
import { voting } from './voting.js';

/** Every behaviour: a correct one, then its mutants. */
export const behaviours: readonly Behaviour[] = [
  voting,
  votingShortCooldown,
  votingWrongKey,
  votingCheckThenSet,
];
