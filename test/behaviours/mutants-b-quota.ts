import { calendar } from '../../src/behaviours/mutants/quota/calendar.js';
import { checkThenAdd } from '../../src/behaviours/mutants/quota/check-then-add.js';
import { evicted } from '../../src/behaviours/mutants/quota/evicted.js';
import { expireRefresh } from '../../src/behaviours/mutants/quota/expire-refresh.js';
import { firstFree } from '../../src/behaviours/mutants/quota/first-free.js';
import { lostOnRestart } from '../../src/behaviours/mutants/quota/lost-on-restart.js';
import { negativeCache } from '../../src/behaviours/mutants/quota/negative-cache.js';
import { secondsFloored } from '../../src/behaviours/mutants/quota/seconds-floored.js';
import { ttlLost } from '../../src/behaviours/mutants/quota/ttl-lost.js';
import { wrongUnit } from '../../src/behaviours/mutants/quota/wrong-unit.js';
import { fixedWindow } from '../../src/models/index.js';
import type { MutantCase } from './mutant-play.js';
import { anything, apart, asksAt, burstsOf } from './mutants-b-drawn.js';

const common = {
  settings: { limit: 3, windowMs: 300 },
  model: fixedWindow({ per: ['user'], limit: 3, windowUs: 300_000 }),
};
const rested = burstsOf({ most: 3, restMs: 300 });
const oneWindow = burstsOf({ most: 3, restMs: 300, bursts: 1 });
const tooMany = { correct: ['+', '+', '+', 'quota'], mutant: ['+', '+', '+', '+'] };
const tooLong = { correct: ['+', '+', '+', '+'], mutant: ['+', '+', '+', 'quota'] };

export const quotaCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: firstFree,
    shows: asksAt('u0', [0, 10, 20, 30]),
    says: tooMany,
    kind: 'false-accept',
    hides: rested,
  },
  {
    ...common,
    mutant: calendar,
    shows: asksAt('u0', [200, 210, 220, 310]),
    says: tooMany,
    kind: 'false-accept',
    hides: rested,
  },
  {
    ...common,
    mutant: expireRefresh,
    shows: asksAt('u0', [0, 100, 200, 310]),
    says: tooLong,
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: ttlLost,
    shows: asksAt('u0', [0, 310, 620, 630, 640, 930]),
    says: { correct: ['+', '+', '+', '+', '+', '+'], mutant: ['+', '+', '+', '+', '+', 'quota'] },
    kind: 'false-reject',
    hides: burstsOf({ most: 3, restMs: 300, bursts: 2 }),
  },
  {
    ...common,
    mutant: wrongUnit,
    shows: asksAt('u0', [0, 10, 20, 310]),
    says: tooLong,
    kind: 'false-reject',
    hides: oneWindow,
  },
  {
    ...common,
    mutant: secondsFloored,
    shows: asksAt('u0', [0, 10, 20, 310]),
    says: tooLong,
    kind: 'false-reject',
    hides: oneWindow,
  },
  {
    ...common,
    mutant: negativeCache,
    shows: asksAt('u0', [0, 10, 20, 280, 310]),
    says: { correct: ['+', '+', '+', 'quota', '+'], mutant: ['+', '+', '+', 'quota', 'quota'] },
    kind: 'false-reject',
    hides: rested,
  },
  {
    ...common,
    mutant: checkThenAdd,
    shows: asksAt('u0', [0, 20, 40, 42]),
    says: tooMany,
    kind: 'false-accept',
    hides: apart(),
  },
  {
    ...common,
    mutant: lostOnRestart,
    deployment: { restartsAtUs: [50_000] },
    shows: asksAt('u0', [0, 10, 20, 110]),
    says: tooMany,
    kind: 'false-accept',
    hides: anything(),
  },
  {
    ...common,
    mutant: evicted,
    settings: { ...common.settings, keysMost: 3 },
    shows: [
      ...asksAt('u0', [0, 10, 20]),
      ...['u1', 'u2', 'u3'].flatMap((user) => asksAt(user, [30])),
      ...asksAt('u0', [50]),
    ],
    says: {
      correct: ['+', '+', '+', '+', '+', '+', 'quota'],
      mutant: ['+', '+', '+', '+', '+', '+', '+'],
    },
    kind: 'false-accept',
    hides: anything({ users: 3 }),
  },
];
