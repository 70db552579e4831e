import { describe, expect, it } from 'vitest';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { concurrency, lease, turns } from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import { boundedSearch } from '../../src/oracle/contention/bounded/search.js';
import type { Question, Sighting } from '../../src/oracle/contention/search.js';
import { seen } from '../../src/oracle/contention/windows.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { drawn, pausing } from './bounded-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'drift';
const assumed: Assumptions = { ...defaultAssumptions, tickUs: 0, driftPpm: 100_000, initial: 'fresh' };

const order = ['a', 'b', 'c'];

/** Durations long enough for the clocks to show. */
const makers: Readonly<Record<string, (random: Random) => Model>> = {
  lease: (random) => lease({ per: ['resource'], ttlUs: 40 + random.below(60) }),
  turns: (random) => turns({ per: ['resource'], order, timeoutUs: 40 + random.below(60) }),
  concurrency: (random) => concurrency({ per: ['resource'], limit: 1 + random.below(3) }),
  own: (random) => pausing(30 + random.below(30), 60 + random.below(40)),
};

/** What a server answers whose clock runs at its own rate, and windows around its decisions. */
function answered(random: Random, model: Model, name: string, hasPast: boolean) {
  const share = assumed.driftPpm / 1_000_000;
  const rate = 1 - share + random.unit() * 2 * share;
  const attempts: Attempt[] = [];
  const sightings: Sighting[] = [];
  let state = model.init();
  let atUs = 100;
  const unseen = hasPast ? random.below(4) : 0;
  for (let index = 0; index < unseen + 3 + random.below(8); index++) {
    atUs += random.below(70);
    const attempt = { user: 'a', resource: 'r', action: 'act', cost: 1, ...drawn[name].attempt?.(random) };
    const { accepts, next } = model.decide(state, attempt, Math.floor(atUs * rate));
    state = next;
    if (index < unseen) continue;
    const startUs = Math.max(100, atUs - random.below(3));
    const isUnknown = random.below(10) === 0;
    const kind = isUnknown ? seen.unknown : accepts ? seen.accept : seen.reject;
    const endUs = isUnknown && random.below(2) === 0 ? Infinity : atUs + random.below(3);
    sightings.push({ row: attempts.length, startUs, endUs, seen: kind });
    attempts.push(attempt);
  }
  return { attempts, sightings };
}

/** A server reads a clock of whole microseconds, which is a tick of one. */
function questionOf(sightings: readonly Sighting[], hasPast: boolean): Question {
  const actions = sightings
    .map((one) => ({ ...one, startUs: one.startUs - 1 }))
    .sort((a, b) => a.startUs - b.startUs || (a.endUs === b.endUs ? a.row - b.row : a.endUs - b.endUs));
  return { actions, pastUntilUs: hasPast ? actions[0].startUs : null, isAlone: true };
}

describe('a server whose clock runs at any rate in the allowance is never accused', () => {
  for (const name of Object.keys(makers))
    it(`${name} at any rate`, () => {
      const random = randomOf(seed, name);
      const found = { valid: 0, invalid: 0, unknown: 0 };
      let musts = 0;
      let accusedWithout = 0;
      for (let index = 0; index < 300; index++) {
        const model = makers[name](random);
        const hasPast = name !== 'own' && random.below(4) === 0;
        const { attempts, sightings } = answered(random, model, name, hasPast);
        const question = questionOf(sightings, hasPast);
        const world = {
          model,
          assumptions: assumed,
          attemptAt: (row: number) => attempts[row],
          reasonAt: () => undefined,
        };
        const search = boundedSearch(world);
        const strict = boundedSearch({ ...world, assumptions: { ...assumed, driftPpm: 0 } });
        if (strict.explain(question, { left: 8e3 }) === 'invalid') accusedWithout++;
        found[search.explain(question, { left: 8e3 })]++;
        question.actions.forEach((one, at) => {
          const must = search.must(question, at);
          if (must === null || one.seen === seen.unknown) return;
          musts++;
          if (must.answer !== (one.seen === seen.accept ? 'accept' : 'reject'))
            throw new Error(`wrong must at ${at}: ${JSON.stringify({ question, attempts, model })}`);
        });
        if (found.invalid > 0) throw new Error(JSON.stringify({ index, question, attempts, model }));
      }
      console.log(
        `seed '${seed}', ${name}: ${JSON.stringify(found)}, ${musts} musts, ${accusedWithout} accused without`,
      );
      expect(found.valid).toBeGreaterThan(250);
      expect(found.invalid).toBe(0);
      if (name !== 'concurrency') expect(accusedWithout).toBeGreaterThan(2);
    });
});
