import * as fc from 'fast-check';
import { anyoneReleases } from '../../src/behaviours/mutants/locks/anyone-releases.js';
import { checkThenSet } from '../../src/behaviours/mutants/locks/check-then-set.js';
import { earlyExpiry } from '../../src/behaviours/mutants/locks/early-expiry.js';
import { lateExpiry } from '../../src/behaviours/mutants/locks/late-expiry.js';
import { lostAtFailover } from '../../src/behaviours/mutants/locks/lost-at-failover.js';
import { perNodeMemory } from '../../src/behaviours/mutants/locks/per-node-memory.js';
import { refusedExtends } from '../../src/behaviours/mutants/locks/refused-extends.js';
import { renewsExpired } from '../../src/behaviours/mutants/locks/renews-expired.js';
import { renewsNothing } from '../../src/behaviours/mutants/locks/renews-nothing.js';
import { tokenReused } from '../../src/behaviours/mutants/locks/token-reused.js';
import { lease } from '../../src/models/index.js';
import { ask, asksOf, type MutantCase } from './mutant-play.js';
import { anything, apart } from './mutants-b-drawn.js';

const common = {
  settings: { ttlMs: 200 },
  model: lease({ per: ['resource'], ttlUs: 200_000 }),
};
const kinds = ['acquire', 'renew', 'release', 'act'];
const acquire = { action: 'acquire' };
const renew = { action: 'renew' };
const release = { action: 'release' };
const slow = (gapMs: number) => asksOf(fc.integer({ min: gapMs * 1000, max: gapMs * 2000 }));

export const locksCases: readonly MutantCase[] = [
  {
    ...common,
    mutant: earlyExpiry,
    shows: [ask(0, 'u0'), ask(150, 'u1')],
    says: { correct: ['+', 'locked'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: slow(200),
  },
  {
    ...common,
    mutant: lateExpiry,
    shows: [ask(0, 'u0'), ask(250, 'u1')],
    says: { correct: ['+', '+'], mutant: ['+', 'locked'] },
    kind: 'false-reject',
    hides: slow(300),
  },
  {
    ...common,
    mutant: tokenReused,
    shows: [ask(0, 'u0'), ask(210, 'u1')],
    says: { correct: ['+', '+'], mutant: ['+', '+'] },
    kind: 'stale-token',
    // No lock ends.
    hides: asksOf(fc.nat(15_000), { most: 12, kinds: ['act', 'renew'] }),
  },
  {
    ...common,
    mutant: refusedExtends,
    shows: [ask(0, 'u0'), ask(150, 'u1'), ask(250, 'u1')],
    says: { correct: ['+', 'locked', '+'], mutant: ['+', 'locked', 'locked'] },
    kind: 'false-reject',
    hides: slow(200),
  },
  {
    ...common,
    mutant: anyoneReleases,
    shows: [ask(0, 'u0', 'r', acquire), ask(10, 'u1', 'r', release), ask(20, 'u2', 'r', acquire)],
    says: { correct: ['+', 'not_holder', 'locked'], mutant: ['+', '+', '+'] },
    kind: 'false-accept',
    hides: anything({ users: 1, kinds }),
  },
  {
    ...common,
    mutant: renewsExpired,
    shows: [ask(0, 'u0', 'r', acquire), ask(250, 'u0', 'r', renew), ask(300, 'u1', 'r', acquire)],
    says: { correct: ['+', 'not_holder', '+'], mutant: ['+', '+', 'locked'] },
    kind: 'false-accept',
    hides: anything({ kinds: ['acquire', 'release'] }),
  },
  {
    ...common,
    mutant: renewsNothing,
    shows: [ask(0, 'u0', 'r', acquire), ask(100, 'u0', 'r', renew), ask(250, 'u1', 'r', acquire)],
    says: { correct: ['+', '+', 'locked'], mutant: ['+', '+', '+'] },
    kind: 'false-accept',
    hides: anything({ kinds: ['acquire', 'release'] }),
  },
  {
    ...common,
    mutant: checkThenSet,
    shows: [ask(0, 'u0'), ask(5, 'u1')],
    says: { correct: ['+', 'locked'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: apart({ kinds }),
  },
  {
    ...common,
    mutant: perNodeMemory,
    deployment: { nodes: 2 },
    shows: [ask(0, 'u0'), ask(10, 'u1')],
    says: { correct: ['+', 'locked'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: anything({ kinds }),
  },
  {
    ...common,
    mutant: lostAtFailover,
    deployment: { restartsAtUs: [50_000] },
    shows: [ask(0, 'u0'), ask(100, 'u1')],
    says: { correct: ['+', 'locked'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: anything({ kinds }),
  },
];
