import * as fc from 'fast-check';
import { checkThenTake } from '../../src/behaviours/mutants/api/check-then-take.js';
import { oneTooMany } from '../../src/behaviours/mutants/api/one-too-many.js';
import { refillsAtOnce } from '../../src/behaviours/mutants/api/refills-at-once.js';
import { refillsTwice } from '../../src/behaviours/mutants/api/refills-twice.js';
import { rejectConsumes } from '../../src/behaviours/mutants/api/reject-consumes.js';
import { sharedBucket } from '../../src/behaviours/mutants/api/shared-bucket.js';
import { startsEmpty } from '../../src/behaviours/mutants/api/starts-empty.js';
import { tokenBucket } from '../../src/models/index.js';
import type { MutantCase } from './mutant-play.js';
import { anything, apart, asksAt, burstsOf } from './mutants-b-drawn.js';

const common = {
  settings: { capacity: 3, refillMs: 100 },
  model: tokenBucket({ per: ['user'], capacity: 3, refillEveryUs: 100_000 }),
};
const rested = burstsOf({ most: 3, restMs: 300 });

export const apiCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: oneTooMany,
    shows: asksAt('u0', [0, 10, 20, 30]),
    says: { correct: ['+', '+', '+', 'no_tokens'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: rested,
  },
  {
    ...common,
    mutant: startsEmpty,
    shows: asksAt('u0', [0, 50, 110]),
    says: { correct: ['+', '+', '+'], mutant: ['no_tokens', 'no_tokens', '+'] },
    kind: 'false-reject',
    // Whoever calls at all sees it.
    hides: fc.constant([]),
  },
  {
    ...common,
    mutant: refillsAtOnce,
    shows: asksAt('u0', [0, 10, 20, 150, 290, 310, 320, 330]),
    says: {
      correct: ['+', '+', '+', '+', '+', '+', 'no_tokens', 'no_tokens'],
      mutant: ['+', '+', '+', 'no_tokens', 'no_tokens', '+', '+', '+'],
    },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: rejectConsumes,
    shows: asksAt('u0', [0, 10, 20, 30, 110]),
    says: {
      correct: ['+', '+', '+', 'no_tokens', '+'],
      mutant: ['+', '+', '+', 'no_tokens', 'no_tokens'],
    },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: sharedBucket,
    shows: [...asksAt('u0', [0, 10]), ...asksAt('u1', [20, 30])],
    says: { correct: ['+', '+', '+', '+'], mutant: ['+', '+', '+', 'no_tokens'] },
    kind: 'false-reject',
    hides: anything({ users: 1 }),
  },
  {
    ...common,
    mutant: checkThenTake,
    shows: asksAt('u0', [0, 20, 40, 42]),
    says: { correct: ['+', '+', '+', 'no_tokens'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: apart(),
  },
  {
    ...common,
    mutant: refillsTwice,
    deployment: { nodes: 2 },
    shows: [
      ...asksAt('u0', [0, 10, 20], { connection: 'to node 0' }),
      ...asksAt('u0', [30], { connection: 'to node 1' }),
    ],
    says: { correct: ['+', '+', '+', 'no_tokens'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    // Everybody keeps to one node.
    hides: anything(),
    hiddenIn: { nodes: 2 },
  },
];
