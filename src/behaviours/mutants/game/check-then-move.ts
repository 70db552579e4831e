import { game } from '../../game.js';
import { mutantOf } from '../mutant.js';
import { racingStore } from '../parts/racing-store.js';

/** The board is read, changed and put back: a double click plays twice on one board. */
export const checkThenMove = mutantOf(
  game,
  {
    name: 'check-then-move',
    wrong: 'moves that come before an accepted one is written find the old turn',
    shows: 'the player whose turn it is moves twice within gapMs',
    seen: ['govariantsteam/govariants#226', 'Checkora/Checkora#1937', 'quasoft/backgammonjs#2'],
    needs: 'meeting',
  },
  (ports) => game.start({ ...ports, store: racingStore(ports, ports.settings['gapMs'] ?? 15) }),
  { gapMs: 15 },
);
