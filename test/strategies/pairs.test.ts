import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairs } from '../../strategies/index.js';
import { seatsOf, seed, settings, sizes, tally } from './seats.js';

const roundsOf = (users: number) => (users % 2 === 0 ? users - 1 : users);

const nine = (text: string) => seatsOf(pairs(), { seed: text, users: 9, resources: 5 }, 9);

/** Who sits with whom on one resource, `a&b` with a < b. */
function meetings(step: readonly number[]): string[] {
  return step.flatMap((resource, user) =>
    step.flatMap((other, index) => (index > user && other === resource ? [`${user}&${index}`] : [])),
  );
}

describe(`pairs (seed ${seed})`, () => {
  const enough = sizes.map((size) => ({
    ...size,
    resources: Math.ceil(size.users / 2) + size.resources - 1,
  }));

  it('lets everybody meet everybody exactly once, alone with each other, where there is room', () => {
    fc.assert(
      fc.property(enough, (size) => {
        const { users } = size;
        const rounds = roundsOf(users);
        const steps = seatsOf(pairs(), size, 2 * rounds);
        for (const tournament of [steps.slice(0, rounds), steps.slice(rounds)]) {
          const met = tournament.map(meetings);
          for (const round of met) expect(round).toHaveLength(Math.floor(users / 2));
          expect(new Set(met.flat()).size).toBe((users * (users - 1)) / 2);
        }
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it('leaves out each user once, alone, where they are odd', () => {
    fc.assert(
      fc.property(enough, (size) => {
        const { users } = size;
        if (users % 2 === 0) return;
        const alone = seatsOf(pairs(), size, users).map((step) => {
          const counts = tally(step);
          return step.flatMap((resource, user) => (counts.get(resource) === 1 ? [user] : []));
        });
        expect(alone.every((left) => left.length === 1)).toBe(true);
        expect(new Set(alone.flat()).size).toBe(users);
      }),
      settings,
    );
  });

  it('takes every pair to every resource exactly once in N tournaments', () => {
    fc.assert(
      fc.property(enough, (size) => {
        const { users, resources } = size;
        const steps = seatsOf(pairs(), size, roundsOf(users) * resources);
        const places = tally(
          steps.flatMap((step) =>
            meetings(step).map((pair) => `${pair} on ${step[Number(pair.split('&')[0])]}`),
          ),
        );
        expect(places.size).toBe(((users * (users - 1)) / 2) * resources);
        expect([...places.values()].every((times) => times === 1)).toBe(true);
      }),
      { ...settings, numRuns: 60 },
    );
  });

  it('keeps partners together where resources are few, and spreads the pairs evenly', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { users, resources } = size;
        const tables = Math.ceil(users / 2);
        const steps = seatsOf(pairs(), size, roundsOf(users));
        expect(new Set(steps.flatMap(meetings)).size).toBe((users * (users - 1)) / 2);
        for (const step of steps)
          for (const count of tally(step).values())
            expect(count).toBeLessThanOrEqual(2 * Math.ceil(tables / resources));
      }),
      settings,
    );
  });

  it('starts from other places under another seed', () => {
    expect(nine('1')).not.toEqual(nine('2'));
  });
});
