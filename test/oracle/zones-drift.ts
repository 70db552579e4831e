import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { fixedWindow, slidingLog, tokenBucket } from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import type { Question, Sighting } from '../../src/oracle/contention/search.js';
import { seen } from '../../src/oracle/contention/windows.js';
import { zoneSearch } from '../../src/oracle/contention/zones/search.js';
import { randomOf, type Random } from '../../src/plan/random.js';

/** A limiter whose durations all stretch alike, as on a server whose clock runs at another rate. */
const stretchable: readonly ((limit: number, us: (lengthUs: number) => number, lengthUs: number) => Model)[] =
  [
    (limit, us, lengthUs) => tokenBucket({ per: [], capacity: limit, refillEveryUs: us(lengthUs) }),
    (limit, us, lengthUs) => slidingLog({ per: [], limit, windowUs: us(lengthUs) }),
    (limit, us, lengthUs) => fixedWindow({ per: [], limit, windowUs: us(lengthUs) }),
    (limit, us, lengthUs) => fixedWindow({ per: [], limit, windowUs: us(lengthUs), refresh: 'accept' }),
  ];

/**
 * Plays limiters on clocks of other rates, or with all durations longer or shorter within the grace,
 * and returns how many histories were played and what is known of them. Throws where a search says
 * that one has no explanation, or that an answer should have been another one.
 */
export function playDrifting(seed: string, histories: number): { musts: number; rejects: number } {
  const random = randomOf(seed, 'drift');
  const counts = { musts: 0, rejects: 0 };
  for (let index = 0; index < histories; index++) {
    const make = stretchable[index % stretchable.length];
    const lengthUs = 100 * (1 + random.below(20));
    const limit = 1 + random.below(4);
    const { assumptions, us } = ratesOf(random, lengthUs);
    const attempts = Array.from({ length: 20 }, () => ({ ...plain, cost: random.below(4) === 0 ? 2 : 1 }));
    const costs = random.below(2) === 0 ? attempts : attempts.map(() => plain);
    const question = played(random, make(limit, us, lengthUs), lengthUs, costs, random.below(3) === 0);
    const model = make(limit, (same) => same, lengthUs);
    const search = zoneSearch({
      model,
      assumptions,
      attemptAt: (row) => costs[row],
      reasonAt: () => undefined,
    });
    const told = (): string => JSON.stringify({ model, assumptions, question, costs, played: us(lengthUs) });
    if (search.explain(question, { left: 1e6 }) === 'invalid') throw new Error(`invalid: ${told()}`);
    question.actions.forEach((action, at) => {
      if (action.seen === seen.reject) counts.rejects++;
      const must = search.must(question, at);
      if (must === null) return;
      counts.musts++;
      const answer = action.seen === seen.accept ? 'accept' : 'reject';
      if (action.seen !== seen.unknown && must.answer !== answer) throw new Error(`must at ${at}: ${told()}`);
    });
  }
  return counts;
}

const plain: Attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };

interface Rates {
  readonly assumptions: Assumptions;
  readonly us: (lengthUs: number) => number;
}

/** Lengths are whole hundreds, so that parts of a hundred keep instants whole. */
function ratesOf(random: Random, lengthUs: number): Rates {
  const none = { ...defaultAssumptions, driftPpm: 0 };
  const percent = random.below(11) - 5;
  if (random.below(2) === 0)
    return { assumptions: { ...none, driftPpm: 50_000 }, us: (length) => (length * (100 + percent)) / 100 };
  const graceUs = { early: random.below(Math.min(90, lengthUs)), late: random.below(90) };
  const byUs = random.below(graceUs.early + graceUs.late + 1) - graceUs.early;
  return { assumptions: { ...none, graceUs }, us: (length) => length + byUs };
}

function played(
  random: Random,
  model: Model,
  lengthUs: number,
  attempts: readonly Attempt[],
  hasUnknowns: boolean,
): Question {
  const widthUs = [1, 20, 200][random.below(3)];
  let state = model.init();
  let atUs = 0;
  const actions = attempts.map((attempt, row): Sighting => {
    atUs += random.below(2) === 0 ? random.below(lengthUs) : random.below(30);
    const { accepts, next } = model.decide(state, attempt, atUs);
    state = next;
    const known = accepts ? seen.accept : seen.reject;
    const answer = hasUnknowns && random.below(8) === 0 ? seen.unknown : known;
    return { row, startUs: atUs - random.below(widthUs), endUs: atUs + random.below(widthUs), seen: answer };
  });
  actions.sort((a, b) => a.startUs - b.startUs || a.endUs - b.endUs || a.row - b.row);
  return { actions, pastUntilUs: null, isAlone: true };
}
