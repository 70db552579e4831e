import * as fc from 'fast-check';
import { allOf, capacity, cooldown, once } from '../../src/models/index.js';
import { ask, asksOf, mutantNamed, type MutantCase } from './mutant-play.js';
import { anyGap, atMost, oneByOne, rested } from './mutants-a-arena.js';

type Shown = Pick<MutantCase, 'shows' | 'says' | 'kind' | 'hides'> & Partial<MutantCase>;

const cooldownMs = 100;
const debounced = cooldown({ per: ['resource'], everyUs: cooldownMs * 1000, restartOnReject: true });
const painted = allOf([
  cooldown({ per: ['user'], everyUs: 100_000 }),
  cooldown({ per: ['resource'], everyUs: 70_000 }),
]);

const debounce = (name: string, one: Shown): MutantCase => ({
  mutant: mutantNamed(`debounce/${name}`),
  settings: { cooldownMs },
  model: debounced,
  ...one,
});

const canvas = (name: string, one: Shown): MutantCase => ({
  mutant: mutantNamed(`canvas/${name}`),
  settings: { userMs: 100, resourceMs: 70 },
  model: painted,
  ...one,
});

const seats = (name: string, count: number, one: Shown): MutantCase => ({
  mutant: mutantNamed(`seats/${name}`),
  settings: { seats: count },
  model: capacity({ per: ['resource'], limit: count }),
  ...one,
});

const ballot = (name: string, one: Shown): MutantCase => ({
  mutant: mutantNamed(`ballot/${name}`),
  settings: {},
  model: once({ per: ['user', 'resource'] }),
  ...one,
});

export const otherCases: readonly MutantCase[] = [
  debounce('short-cooldown', {
    shows: [ask(10, 'u0'), ask(90, 'u1')],
    says: { correct: ['+', 'too_soon'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: asksOf(rested),
  }),
  debounce('refusals-forgiven', {
    shows: [ask(10, 'u0'), ask(70, 'u1'), ask(130, 'u2')],
    says: { correct: ['+', 'too_soon', 'too_soon'], mutant: ['+', 'too_soon', '+'] },
    kind: 'false-accept',
    hides: asksOf(rested),
  }),
  debounce('check-then-set', {
    shows: [ask(10, 'u0'), ask(20, 'u0'), ask(26, 'u0')],
    says: { correct: ['+', 'too_soon', 'too_soon'], mutant: ['+', '+', 'too_soon'] },
    kind: 'false-accept',
    hides: asksOf(oneByOne),
  }),
  canvas('one-limit', {
    shows: [ask(10, 'u0', 'r0'), ask(30, 'u0', 'r1')],
    says: { correct: ['+', 'user'], mutant: ['+', '+'] },
    kind: 'false-accept',
    hides: asksOf(anyGap).map((asks) => asks.map((one, index) => ({ ...one, user: `u${index}` }))),
  }),
  canvas('wrong-reason', {
    shows: [ask(10, 'u0', 'r0'), ask(30, 'u1', 'r0'), ask(90, 'u0', 'r1')],
    says: { correct: ['+', 'resource', 'user'], mutant: ['+', 'user', 'resource'] },
    kind: 'wrong-reason',
    hides: asksOf(rested),
  }),
  canvas('charges-refused', {
    shows: [ask(10, 'u0', 'r0'), ask(30, 'u1', 'r0'), ask(50, 'u1', 'r1')],
    says: { correct: ['+', 'resource', '+'], mutant: ['+', 'resource', 'user'] },
    kind: 'false-reject',
    hides: asksOf(anyGap).map((asks) => asks.map((one, index) => ({ ...one, resource: `r${index}` }))),
  }),
  canvas('check-then-set', {
    shows: [ask(10, 'u0', 'r0'), ask(20, 'u1', 'r0'), ask(22, 'u1', 'r1')],
    says: { correct: ['+', 'resource', '+'], mutant: ['+', '+', '+'] },
    kind: 'false-accept',
    hides: asksOf(oneByOne),
  }),
  seats('one-too-many', 2, {
    shows: [ask(10, 'u0'), ask(30, 'u1'), ask(50, 'u2'), ask(70, 'u3')],
    says: { correct: ['+', '+', 'sold_out', 'sold_out'], mutant: ['+', '+', '+', 'sold_out'] },
    kind: 'false-accept',
    hides: asksOf(anyGap).map((asks) => atMost(2, asks)),
  }),
  seats('overbooking', 2, {
    shows: [ask(10, 'u0'), ask(40, 'u1'), ask(50, 'u2'), ask(70, 'u3')],
    says: { correct: ['+', '+', 'sold_out', 'sold_out'], mutant: ['+', '+', '+', 'sold_out'] },
    kind: 'false-accept',
    hides: asksOf(oneByOne),
  }),
  seats('lock-per-user', 2, {
    shows: [ask(10, 'u0'), ask(40, 'u1'), ask(50, 'u2'), ask(70, 'u3')],
    says: { correct: ['+', '+', 'sold_out', 'sold_out'], mutant: ['+', '+', '+', 'sold_out'] },
    kind: 'false-accept',
    // The lock does keep a user from colliding with themselves.
    hides: fc.oneof(asksOf(oneByOne), asksOf(anyGap, { users: 1 })),
  }),
  seats('per-node-memory', 1, {
    deployment: { nodes: 2 },
    shows: [ask(10, 'u0'), ask(30, 'u1'), ask(50, 'u0')],
    says: { correct: ['+', 'sold_out', 'sold_out'], mutant: ['+', '+', 'sold_out'] },
    kind: 'false-accept',
    hides: asksOf(anyGap),
  }),
  ballot('forgets', {
    settings: { keepMs: 50 },
    shows: [ask(10, 'u0'), ask(30, 'u0'), ask(70, 'u0')],
    says: { correct: ['+', 'voted', 'voted'], mutant: ['+', 'voted', '+'] },
    kind: 'false-accept',
    hides: asksOf(fc.nat(1900)),
  }),
  ballot('per-user', {
    shows: [ask(10, 'u0', 'r0'), ask(30, 'u0', 'r1')],
    says: { correct: ['+', '+'], mutant: ['+', 'voted'] },
    kind: 'false-reject',
    hides: asksOf(anyGap, { resources: 1 }),
  }),
  ballot('per-resource', {
    shows: [ask(10, 'u0'), ask(30, 'u1')],
    says: { correct: ['+', '+'], mutant: ['+', 'voted'] },
    kind: 'false-reject',
    hides: asksOf(anyGap, { users: 1 }),
  }),
  ballot('check-then-set', {
    shows: [ask(10, 'u0'), ask(20, 'u0'), ask(26, 'u0')],
    says: { correct: ['+', 'voted', 'voted'], mutant: ['+', '+', 'voted'] },
    kind: 'false-accept',
    hides: asksOf(oneByOne),
  }),
  ballot('per-connection', {
    shows: [
      ask(10, 'u0', 'r', { connection: 'first' }),
      ask(30, 'u0', 'r', { connection: 'first' }),
      ask(50, 'u0', 'r', { connection: 'second' }),
    ],
    says: { correct: ['+', 'voted', 'voted'], mutant: ['+', 'voted', '+'] },
    kind: 'false-accept',
    hides: asksOf(anyGap),
  }),
];
