import { checkThenAdd } from '../../src/behaviours/mutants/gateway/check-then-add.js';
import { countsRefused } from '../../src/behaviours/mutants/gateway/counts-refused.js';
import { forgetsBefore } from '../../src/behaviours/mutants/gateway/forgets-before.js';
import { negativeCache } from '../../src/behaviours/mutants/gateway/negative-cache.js';
import { perRoute } from '../../src/behaviours/mutants/gateway/per-route.js';
import { slidingCounter } from '../../src/models/index.js';
import { ask, type MutantCase } from './mutant-play.js';
import { anything, apart, asksAt, burstsOf } from './mutants-b-drawn.js';

const common = {
  settings: { limit: 3, windowMs: 300 },
  model: slidingCounter({ per: ['user'], limit: 3, windowUs: 300_000, originUs: 0 }),
};
const rested = burstsOf({ most: 3, restMs: 600 });

export const gatewayCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: forgetsBefore,
    shows: asksAt('u0', [270, 280, 290, 310, 320]),
    says: { correct: ['+', '+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: rested,
  },
  {
    ...common,
    mutant: countsRefused,
    shows: asksAt('u0', [0, 10, 20, 30, 310]),
    says: { correct: ['+', '+', '+', 'quota', '+'], mutant: ['+', '+', '+', 'quota', 'quota'] },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: negativeCache,
    shows: asksAt('u0', [270, 280, 290, 310, 320, 450, 590]),
    says: {
      correct: ['+', '+', '+', '+', 'quota', '+', '+'],
      mutant: ['+', '+', '+', '+', 'quota', 'quota', 'quota'],
    },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: perRoute,
    shows: [100, 110, 120, 130, 140, 150].map((atMs, nth) => ask(atMs, 'u0', `r${nth % 2}`)),
    says: { correct: ['+', '+', '+', 'quota', 'quota', 'quota'], mutant: ['+', '+', '+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: anything({ resources: 1 }),
  },
  {
    ...common,
    mutant: checkThenAdd,
    shows: asksAt('u0', [100, 120, 140, 142, 144]),
    says: { correct: ['+', '+', '+', 'quota', 'quota'], mutant: ['+', '+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: apart(),
  },
];
