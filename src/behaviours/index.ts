import { api } from './api.js';
import { ballot } from './ballot.js';
import type { Behaviour } from './behaviour.js';
import { canvas } from './canvas.js';
import { chat } from './chat.js';
import { debounce } from './debounce.js';
import { game } from './game.js';
import { gateway } from './gateway.js';
import { locks } from './locks.js';
import { quota } from './quota.js';
import { rooms } from './rooms.js';
import { seats } from './seats.js';
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
  debounce,
  api,
  chat,
  quota,
  gateway,
  seats,
  ballot,
  locks,
  game,
  rooms,
  canvas,
];
