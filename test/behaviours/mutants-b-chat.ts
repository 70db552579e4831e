import { blocksAnew } from '../../src/behaviours/mutants/chat/blocks-anew.js';
import { byConnection } from '../../src/behaviours/mutants/chat/by-connection.js';
import { countThenAdd } from '../../src/behaviours/mutants/chat/count-then-add.js';
import { countsRefused } from '../../src/behaviours/mutants/chat/counts-refused.js';
import { fixedWindow } from '../../src/behaviours/mutants/chat/fixed-window.js';
import { oneMore } from '../../src/behaviours/mutants/chat/one-more.js';
import { perNodeMemory } from '../../src/behaviours/mutants/chat/per-node-memory.js';
import { slidingLog } from '../../src/models/index.js';
import type { MutantCase } from './mutant-play.js';
import { anything, apart, asksAt, burstsOf } from './mutants-b-drawn.js';

const common = {
  settings: { limit: 3, windowMs: 300 },
  model: slidingLog({ per: ['user'], limit: 3, windowUs: 300_000 }),
};
const rested = burstsOf({ most: 3, restMs: 300 });
const onTwo = [
  ...asksAt('u0', [0, 10, 20], { connection: 'first' }),
  ...asksAt('u0', [30], { connection: 'second' }),
];

export const chatCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: oneMore,
    shows: asksAt('u0', [0, 10, 20, 30]),
    says: { correct: ['+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: rested,
  },
  {
    ...common,
    mutant: fixedWindow,
    shows: asksAt('u0', [0, 250, 260, 310, 320]),
    says: { correct: ['+', '+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: rested,
  },
  {
    ...common,
    mutant: countsRefused,
    shows: asksAt('u0', [0, 15, 30, 100, 310]),
    says: { correct: ['+', '+', '+', 'quota', '+'], mutant: ['+', '+', '+', 'quota', 'quota'] },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: blocksAnew,
    shows: asksAt('u0', [0, 10, 20, 280, 340]),
    says: { correct: ['+', '+', '+', 'quota', '+'], mutant: ['+', '+', '+', 'quota', 'quota'] },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: countThenAdd,
    shows: asksAt('u0', [0, 20, 40, 42]),
    says: { correct: ['+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: apart(),
  },
  {
    ...common,
    mutant: perNodeMemory,
    deployment: { nodes: 2 },
    shows: onTwo,
    says: { correct: ['+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    // Everybody keeps to one node.
    hides: anything(),
    hiddenIn: { nodes: 2 },
  },
  {
    ...common,
    mutant: byConnection,
    shows: onTwo,
    says: { correct: ['+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: anything(),
  },
];
