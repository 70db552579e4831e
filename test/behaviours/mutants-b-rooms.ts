import * as fc from 'fast-check';
import { anyoneReleases } from '../../src/behaviours/mutants/rooms/anyone-releases.js';
import { doubleRelease } from '../../src/behaviours/mutants/rooms/double-release.js';
import { ghost } from '../../src/behaviours/mutants/rooms/ghost.js';
import { overshoot } from '../../src/behaviours/mutants/rooms/overshoot.js';
import { slotLeak } from '../../src/behaviours/mutants/rooms/slot-leak.js';
import { concurrency } from '../../src/models/index.js';
import { ask, type Ask, type MutantCase } from './mutant-play.js';
import { anything, apart, inAndOut } from './mutants-b-drawn.js';

const common = {
  settings: { slots: 2 },
  model: concurrency({ per: ['resource'], limit: 2 }),
};
const kinds = ['acquire', 'release', 'act'];
const comes = (atMs: number, user: string): Ask => ask(atMs, user, 'r', { action: 'acquire' });
const goes = (atMs: number, user: string): Ask => ask(atMs, user, 'r', { action: 'release' });
const noStrayRelease = fc.oneof(inAndOut, anything({ kinds: ['acquire', 'act'] }));

export const roomsCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: slotLeak,
    shows: [comes(0, 'u0'), comes(10, 'u1'), comes(20, 'u2'), goes(30, 'u0'), comes(40, 'u2')],
    says: { correct: ['+', '+', 'full', '+', '+'], mutant: ['+', '+', 'full', '+', 'full'] },
    kind: 'false-reject',
    hides: inAndOut,
  },
  {
    ...common,
    mutant: doubleRelease,
    shows: [
      comes(0, 'u0'),
      comes(10, 'u1'),
      goes(20, 'u0'),
      goes(30, 'u0'),
      comes(40, 'u2'),
      comes(50, 'u3'),
    ],
    says: {
      correct: ['+', '+', '+', 'not_inside', '+', 'full'],
      mutant: ['+', '+', '+', 'not_inside', '+', '+'],
    },
    kind: 'false-accept',
    hides: noStrayRelease,
  },
  {
    ...common,
    mutant: anyoneReleases,
    shows: [comes(0, 'u0'), comes(10, 'u1'), goes(20, 'u2'), comes(30, 'u2')],
    says: { correct: ['+', '+', 'not_inside', 'full'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: noStrayRelease,
  },
  {
    ...common,
    mutant: overshoot,
    shows: [comes(0, 'u0'), comes(20, 'u1'), comes(22, 'u2')],
    says: { correct: ['+', '+', 'full'], mutant: ['+', '+', '+'] },
    kind: 'false-accept',
    hides: apart({ kinds }),
  },
  {
    ...common,
    mutant: ghost,
    shows: [
      { ...comes(0, 'u0'), connection: 'first' },
      { ...goes(10, 'u0'), connection: 'second' },
    ],
    says: { correct: ['+', '+'], mutant: ['+', 'not_inside'] },
    kind: 'false-reject',
    hides: anything({ kinds }),
  },
];
