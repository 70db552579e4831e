import { anyoneMoves } from '../../src/behaviours/mutants/game/anyone-moves.js';
import { checkThenMove } from '../../src/behaviours/mutants/game/check-then-move.js';
import { lostOnRestart } from '../../src/behaviours/mutants/game/lost-on-restart.js';
import { skipsPlayer } from '../../src/behaviours/mutants/game/skips-player.js';
import { tablePerNode } from '../../src/behaviours/mutants/game/table-per-node.js';
import { twoMoves } from '../../src/behaviours/mutants/game/two-moves.js';
import { turns } from '../../src/models/index.js';
import { ask, type MutantCase } from './mutant-play.js';
import { anything, apart, asksAt, inTurn } from './mutants-b-drawn.js';

const common = {
  settings: { players: 3 },
  model: turns({ per: ['resource'], order: ['u0', 'u1', 'u2'] }),
};
const twice = { correct: ['+', 'not_your_turn'], mutant: ['+', '+'] };
const stuck = { correct: ['+', '+'], mutant: ['+', 'not_your_turn'] };

export const gameCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: twoMoves,
    shows: asksAt('u0', [0, 10]),
    says: twice,
    kind: 'false-accept',
    hides: inTurn,
  },
  {
    ...common,
    mutant: skipsPlayer,
    shows: [ask(0, 'u0'), ask(10, 'u1'), ask(20, 'u2'), ask(30, 'u0')],
    says: { correct: ['+', '+', '+', '+'], mutant: ['+', '+', '+', 'not_your_turn'] },
    kind: 'false-reject',
    // The last player never moves.
    hides: anything({ users: 2 }),
  },
  {
    ...common,
    mutant: anyoneMoves,
    shows: [ask(0, 'u1')],
    says: { correct: ['not_your_turn'], mutant: ['+'] },
    kind: 'false-accept',
    hides: inTurn.map((moves) => moves.filter(({ atUs, user }) => user === `u${(atUs / 20_000) % 3}`)),
  },
  {
    ...common,
    mutant: checkThenMove,
    shows: asksAt('u0', [0, 5]),
    says: twice,
    kind: 'false-accept',
    hides: apart(),
  },
  {
    ...common,
    mutant: tablePerNode,
    deployment: { nodes: 2 },
    shows: [ask(0, 'u0'), ask(10, 'u1')],
    says: stuck,
    kind: 'false-reject',
    hides: anything(),
  },
  {
    ...common,
    mutant: lostOnRestart,
    deployment: { restartsAtUs: [50_000] },
    shows: [ask(0, 'u0'), ask(100, 'u1')],
    says: stuck,
    kind: 'false-reject',
    hides: anything(),
  },
];
