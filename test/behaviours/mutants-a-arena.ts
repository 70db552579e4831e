import * as fc from 'fast-check';
import { cooldown } from '../../src/models/index.js';
import { ask, asksOf, mutantNamed, type Ask, type MutantCase } from './mutant-play.js';

const cooldownMs = 100;
const model = cooldown({ per: ['resource'], everyUs: cooldownMs * 1000 });

/** Any distances, those that matter to a cooldown among them. */
export const anyGap = fc.oneof(
  fc.nat(250_000),
  fc.nat(20_000),
  fc.constantFrom(0, 1, 99_999, 100_000, 100_001, 60_000),
);
/** Nobody ever comes too soon. */
export const rested = fc.integer({ min: 100_001, max: 300_000 });
/** One after another, for a server that takes up to 15 ms. */
export const oneByOne = fc.oneof(fc.integer({ min: 15_001, max: 150_000 }), fc.constant(100_000));

/** Of each resource only the first so many. */
export function atMost(count: number, asks: readonly Ask[]): readonly Ask[] {
  const seen = new Map<string, number>();
  return asks.filter(({ resource }) => {
    const before = seen.get(resource) ?? 0;
    seen.set(resource, before + 1);
    return before < count;
  });
}

function arena(
  name: string,
  one: Pick<MutantCase, 'shows' | 'says' | 'kind' | 'hides'> & Partial<MutantCase>,
): MutantCase {
  return { mutant: mutantNamed(`arena/${name}`), settings: { cooldownMs }, model, ...one };
}

export const arenaCases: readonly MutantCase[] = [
  arena('short-cooldown', {
    shows: [ask(10, 'u0'), ask(80, 'u1')],
    says: { correct: ['+', 'cooldown'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: asksOf(rested),
  }),
  arena('seconds-floored', {
    settings: { cooldownMs: 1500 },
    model: cooldown({ per: ['resource'], everyUs: 1_500_000 }),
    shows: [ask(10, 'u0'), ask(400, 'u1'), ask(600, 'u2')],
    says: { correct: ['+', 'cooldown', 'cooldown'], mutant: ['+', 'cooldown', '+'] },
    kind: 'false-accept',
    hides: asksOf(fc.integer({ min: 1_500_000, max: 3_000_000 })),
  }),
  arena('never-expires', {
    shows: [ask(10, 'u0'), ask(120, 'u1'), ask(230, 'u2'), ask(340, 'u0')],
    says: { correct: ['+', '+', '+', '+'], mutant: ['+', '+', '+', 'cooldown'] },
    kind: 'false-reject',
    hides: asksOf(anyGap, { resources: 6 }).map((asks) => atMost(2, asks)),
  }),
  arena('late-timer', {
    shows: [ask(10, 'u0'), ask(125, 'u1')],
    says: { correct: ['+', '+'], mutant: ['+', 'cooldown'] },
    kind: 'false-reject',
    hides: asksOf(fc.integer({ min: 170_000, max: 400_000 })),
  }),
  arena('clock-steps-back', {
    shows: [ask(10, 'u0'), ask(950, 'u1'), ask(1100, 'u2')],
    says: { correct: ['+', '+', '+'], mutant: ['+', '+', 'cooldown'] },
    kind: 'false-reject',
    hides: asksOf(fc.nat(39_000)),
  }),
  arena('reject-extends', {
    shows: [ask(10, 'u0'), ask(60, 'u1'), ask(130, 'u2')],
    says: { correct: ['+', 'cooldown', '+'], mutant: ['+', 'cooldown', 'cooldown'] },
    kind: 'false-reject',
    hides: asksOf(rested),
  }),
  arena('early-retry-after', {
    shows: [ask(10, 'u0'), ask(30, 'u1')],
    says: { correct: ['+', 'cooldown'], mutant: ['+', 'cooldown'] },
    kind: 'early-promise',
    hides: asksOf(rested),
  }),
  arena('fail-open', {
    shows: [ask(10, 'u0'), ask(10, 'u1'), ask(11, 'u2'), ask(11, 'u3')],
    says: {
      correct: ['+', 'cooldown', 'cooldown', 'cooldown'],
      mutant: ['+', 'cooldown', 'cooldown', '+'],
    },
    kind: 'false-accept',
    hides: asksOf(fc.oneof(fc.integer({ min: 2000, max: 5000 }), fc.integer({ min: 2000, max: 150_000 }))),
  }),
  arena('wrong-key', {
    shows: [ask(10, 'u0', 'r0'), ask(30, 'u1', 'r0'), ask(50, 'u0', 'r1')],
    says: { correct: ['+', 'cooldown', '+'], mutant: ['+', '+', 'cooldown'] },
    kind: 'false-accept',
    hides: asksOf(anyGap).map((asks) => asks.map((one) => ({ ...one, user: one.resource }))),
  }),
  arena('global-key', {
    shows: [ask(10, 'u0', 'r0'), ask(30, 'u1', 'r1')],
    says: { correct: ['+', '+'], mutant: ['+', 'cooldown'] },
    kind: 'false-reject',
    hides: asksOf(anyGap, { resources: 1 }),
  }),
  arena('check-then-set', {
    shows: [ask(10, 'u0'), ask(20, 'u1'), ask(26, 'u2')],
    says: { correct: ['+', 'cooldown', 'cooldown'], mutant: ['+', '+', 'cooldown'] },
    kind: 'false-accept',
    hides: asksOf(oneByOne),
  }),
  arena('await-gap', {
    shows: [ask(10, 'u0'), ask(10.5, 'u1'), ask(11.1, 'u2')],
    says: { correct: ['+', 'cooldown', 'cooldown'], mutant: ['+', '+', 'cooldown'] },
    kind: 'false-accept',
    hides: asksOf(fc.oneof(fc.integer({ min: 1001, max: 5000 }), oneByOne)),
  }),
  arena('per-node-memory', {
    deployment: { nodes: 2 },
    shows: [ask(10, 'u0'), ask(30, 'u1'), ask(50, 'u0')],
    says: { correct: ['+', 'cooldown', 'cooldown'], mutant: ['+', '+', 'cooldown'] },
    kind: 'false-accept',
    hides: asksOf(anyGap),
  }),
  arena('skewed-nodes', {
    settings: { cooldownMs, skewMs: 50 },
    deployment: { nodes: 2 },
    shows: [ask(10, 'u0'), ask(80, 'u1')],
    says: { correct: ['+', 'cooldown'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: asksOf(anyGap),
  }),
  arena('lost-on-restart', {
    deployment: { restartsAtUs: [40_000] },
    shows: [ask(10, 'u0'), ask(70, 'u1')],
    says: { correct: ['+', 'cooldown'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: asksOf(anyGap),
  }),
  arena('uptime-clock', {
    deployment: { restartsAtUs: [500_000] },
    shows: [ask(400, 'u0'), ask(600, 'u1')],
    says: { correct: ['+', '+'], mutant: ['+', 'cooldown'] },
    kind: 'false-reject',
    hides: asksOf(anyGap),
  }),
  arena('evicted', {
    settings: { cooldownMs, keysMost: 2 },
    shows: [ask(10, 'u0', 'r0'), ask(15, 'u0', 'r1'), ask(20, 'u0', 'r2'), ask(60, 'u1', 'r0')],
    says: { correct: ['+', '+', '+', 'cooldown'], mutant: ['+', '+', '+', '+'] },
    kind: 'false-accept',
    hides: asksOf(anyGap, { resources: 2 }),
  }),
  arena('at-the-edge', {
    shows: [ask(10, 'u0'), ask(110, 'u1')],
    says: { correct: ['+', '+'], mutant: ['+', 'cooldown'] },
    kind: null,
    hides: asksOf(rested),
  }),
];
