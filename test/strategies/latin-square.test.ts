import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latinSquare } from '../../strategies/index.js';
import { blocksOf, seatsOf, seed, settings, sizes, tally, type Sizes } from './seats.js';

const eight = (text: string) => seatsOf(latinSquare(), { seed: text, users: 8, resources: 8 }, 8);
const cycleOf = (resources: number) => (resources % 2 === 0 ? resources : 2 * resources);

/** Pairs of different numbers that follow each other directly inside rounds of N steps, over `rows` of them. */
function followers(rows: readonly (readonly number[])[], roundLength: number): Map<string | number, number> {
  return tally(
    rows.flatMap((row) =>
      blocksOf(row, roundLength).flatMap((round) =>
        round.slice(1).map((next, index) => `${round[index]}>${next}`),
      ),
    ),
  );
}

describe(`latin-square (seed ${seed})`, () => {
  it('seats every block of N users on different resources', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        for (const step of seatsOf(latinSquare(), size, 3 * size.resources))
          for (const block of blocksOf(step, size.resources)) expect(new Set(block).size).toBe(block.length);
      }),
      settings,
    );
  });

  it('takes each user to each resource exactly once in every N steps', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        for (const round of blocksOf(seatsOf(latinSquare(), size, 4 * size.resources), size.resources))
          for (let user = 0; user < size.users; user++)
            expect(new Set(round.map((step) => step[user])).size).toBe(size.resources);
      }),
      settings,
    );
  });

  it('hands every resource from everybody to everybody, and takes everybody from each resource to each other', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 14 }), (anySeed, count) => {
        const size: Sizes = { seed: anySeed, users: count, resources: count };
        const steps = seatsOf(latinSquare(), size, cycleOf(count));
        const walks = Array.from({ length: count }, (_, user) => steps.map((step) => step[user]));
        const holders = Array.from({ length: count }, (_, resource) =>
          steps.map((step) => step.indexOf(resource)),
        );
        for (const rows of [walks, holders]) {
          const counts = followers(rows, count);
          expect(counts.size).toBe(count * (count - 1));
          expect([...counts.values()].every((times) => times === (count % 2 === 0 ? 1 : 2))).toBe(true);
        }
      }),
      settings,
    );
  });

  it('never hands over between the same two users more often than that, where users are fewer', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { users, resources } = size;
        if (users > resources) return;
        const steps = seatsOf(latinSquare(), size, cycleOf(resources));
        const holders = Array.from({ length: resources }, (_, resource) =>
          steps.map((step) => step.indexOf(resource)),
        );
        const most = [...followers(holders, resources)]
          .filter(([pair]) => !String(pair).includes('-1'))
          .reduce((least, [, times]) => Math.max(least, times), 0);
        expect(most).toBeLessThanOrEqual(resources % 2 === 0 ? 1 : 2);
      }),
      settings,
    );
  });

  it('mixes the blocks: who shares a resource changes from step to step', () => {
    const steps = seatsOf(latinSquare(), { seed: '42', users: 20, resources: 10 }, 10);
    const met = tally(
      steps.flatMap((step) =>
        step.slice(0, 10).map((resource, user) => `${user}&${step.indexOf(resource, 10)}`),
      ),
    );
    expect(met.size).toBeGreaterThanOrEqual(90);
  });

  it('is another square under another seed', () => {
    expect(eight('1')).not.toEqual(eight('2'));
    expect(eight('1')).toEqual(eight('1'));
  });
});
