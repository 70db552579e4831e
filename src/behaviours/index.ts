import { api } from './api.js';
import { ballot } from './ballot.js';
import type { Behaviour } from './behaviour.js';
import { canvas } from './canvas.js';
import { chat } from './chat.js';
import { debounce } from './debounce.js';
import { game } from './game.js';
import { gateway } from './gateway.js';
import { locks } from './locks.js';
import { mutants } from './mutants/index.js';
import { quota } from './quota.js';
import { rooms } from './rooms.js';
import { seats } from './seats.js';
import { voting } from './voting.js';

/** Every behaviour: the correct ones, then their mutants. */
export const behaviours: readonly Behaviour[] = [
  voting,
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
  ...mutants,
];
