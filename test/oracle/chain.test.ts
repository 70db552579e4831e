import { expect, it } from 'vitest';
import { chainOf, type Link, type Piece } from '../../src/oracle/contention/interval-recursion/chain.js';
import { randomOf } from '../../src/plan/random.js';
import { hasExplanation } from './brute-force.js';
import { worldOf } from './tiny.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'chain';

const accept = (row: number, startUs: number, endUs: number): Piece => ({
  row,
  startUs,
  endUs,
  isAccept: true,
});

it('walks from the first send to the answer that came too early', () => {
  const pieces = [accept(0, 0, 10), accept(1, 150, 210), accept(2, 300, 390)];
  expect(chainOf(pieces, { acceptUs: 200, refuseUs: 200 })).toEqual([
    { kind: 'sent', row: 0, fromUs: 0 },
    { kind: 'after', row: 1, other: 0, fromUs: 200 },
    { kind: 'after', row: 2, other: 1, fromUs: 400 },
    { kind: 'answered', row: 2, untilUs: 390 },
  ]);
});

it('knows a refusal that needs an accept', () => {
  const pieces = [
    { row: 0, startUs: 0, endUs: 0, isAccept: true },
    { row: 1, startUs: 205, endUs: 210, isAccept: false },
    { row: 2, startUs: 220, endUs: 400, isAccept: true },
  ];
  expect(chainOf(pieces, { acceptUs: 200, refuseUs: 200 })?.at(-1)).toEqual({
    kind: 'explains',
    row: 2,
    reject: 1,
    untilUs: 210,
  } satisfies Link);
});

it('finds a chain only where there is no explanation, and nearly always where windows do not nest', () => {
  const random = randomOf(seed, 'tiny');
  const counts = { contradictions: 0, chains: 0 };
  for (let index = 0; index < 4000; index++) {
    const everyUs = 1 + random.below(6);
    const pieces = Array.from({ length: 1 + random.below(6) }, (_, row) => {
      const startUs = random.below(16);
      return { row, startUs, endUs: startUs + random.below(4), isAccept: random.below(3) > 0 };
    });
    const actions = pieces.map(({ startUs, endUs, isAccept }) => {
      return { startUs, endUs, answer: isAccept ? ('accept' as const) : ('reject' as const) };
    });
    const gaps = { acceptUs: everyUs, refuseUs: everyUs };
    const world = worldOf({ actions, ...gaps, initial: 'fresh', rejectsBind: true, restarts: [] });
    const isPossible = hasExplanation(actions, world);
    const chain = chainOf(pieces, gaps);
    if (isPossible) expect(chain, JSON.stringify(pieces)).toBeNull();
    else counts.contradictions++;
    if (chain !== null) counts.chains++;
  }
  expect(counts.chains).toBeGreaterThan(counts.contradictions * 0.8);
});
