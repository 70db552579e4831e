import { expect, it } from 'vitest';
import { concurrency, lease, turns } from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import { boundedSearch } from '../../src/oracle/contention/bounded/search.js';
import type { Question, Sighting } from '../../src/oracle/contention/search.js';
import { seen } from '../../src/oracle/contention/windows.js';
import { randomOf } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { pausing } from './bounded-drawn.js';

const actions = ['acquire', 'acquire', 'renew', 'release'];

/** What a correct server answers to a long run on one key, and what a client sees of it. */
export function longRun(model: Model, count: number, everyUs: number, widthUs: number) {
  const random = randomOf('size', model.name);
  const attempts: Attempt[] = [];
  const decided = Array.from({ length: count }, (_, index) => {
    const user = ['a', 'b', 'c'][random.below(3)];
    attempts.push({ user, resource: 'r', action: actions[random.below(4)], cost: 1 });
    return { row: index, atUs: index * everyUs + random.below(everyUs) };
  });
  let state = model.init();
  const sightings = decided.map(({ row, atUs }): Sighting => {
    const { accepts, next } = model.decide(state, attempts[row], atUs);
    state = next;
    const startUs = atUs - random.below(widthUs);
    return { row, startUs, endUs: startUs + widthUs, seen: accepts ? seen.accept : seen.reject };
  });
  sightings.sort((a, b) => a.startUs - b.startUs || a.endUs - b.endUs || a.row - b.row);
  const question: Question = { actions: sightings, pastUntilUs: null, isAlone: true };
  const world = {
    model,
    assumptions: exactly,
    attemptAt: (row: number) => attempts[row],
    reasonAt: () => undefined,
  };
  return { question, search: boundedSearch(world) };
}

const order = ['a', 'b', 'c'];
const models: readonly Model[] = [
  lease({ per: ['resource'], ttlUs: 250_000 }),
  turns({ per: ['resource'], order }),
  turns({ per: ['resource'], order, timeoutUs: 300_000 }),
  concurrency({ per: ['resource'], limit: 2 }),
];

for (const model of models)
  it(`takes steps in proportion to the history: ${model.describe}`, () => {
    const spent = [2000, 4000].map((count) => {
      const { question, search } = longRun(model, count, 100_000, 20_000);
      const budget = { left: 1e7 };
      expect(search.explain(question, budget)).toBe('valid');
      return 1e7 - budget.left;
    });
    expect(spent[1]).toBeLessThan(2.5 * spent[0]);
    console.log(`${model.describe}: ${spent.join(' and ')} steps`);
  });

it('an own model that forgets, on a long key', () => {
  const { question, search } = longRun(pausing(150_000, 350_000), 500, 100_000, 20_000);
  expect(search.explain(question, { left: 1e7 })).toBe('valid');
});
