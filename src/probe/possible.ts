import type { Model } from '../models/model.js';
import { searchOf } from '../oracle/contention/searches.js';
import { stretchesOf } from '../oracle/contention/searched/stretches.js';
import { worldOf } from '../oracle/contention/world.js';
import type { Evidence } from './evidence.js';

/** More steps than a short history ever needs; a search that gives up has shown nothing. */
const stepsMost = 8000;

/** So many there always are, even where all searches of a round together have taken too many. */
const stepsLeast = 100;

/**
 * Whether a correct limiter of a kind with any length from the first to the second can have given all
 * answers: of a length between them, on a clock that runs that much too slow or too fast at any time.
 */
export function isAnyPossible(
  modelAt: (us: number) => Model,
  leastUs: number,
  mostUs: number,
  evidence: Evidence,
): boolean {
  const { driftPpm } = evidence.assumptions;
  const share = Math.sqrt(leastUs / mostUs) * (1 - driftPpm / 1_000_000);
  const widePpm = Math.min(999_999, Math.ceil((1 - share + 1 / leastUs) * 1_000_000) + 2);
  const assumptions = { ...evidence.assumptions, driftPpm: widePpm };
  return isPossible(modelAt(Math.round(Math.sqrt(leastUs * mostUs))), { ...evidence, assumptions });
}

/**
 * Whether a correct limiter of a model can have given all answers: the judge's own searches, asked key
 * by key until one of them proves that there is no explanation.
 */
export function isPossible(model: Model, evidence: Evidence): boolean {
  const { history, assumptions, pastUntilUs, pool } = evidence;
  const search = searchOf(worldOf(model, history, assumptions));
  const setting = { initial: 'fresh', isAlone: true, restarts: [], ...search } as const;
  return evidence.keys(model.per).all.every((sightings) =>
    stretchesOf(sightings, setting).every((question, index) => {
      const asked = index === 0 ? { ...question, pastUntilUs } : question;
      const share = Math.max(stepsLeast, Math.min(stepsMost, pool.left));
      const budget = { left: share };
      const explained = search.explain(asked, budget);
      pool.left -= share - Math.max(0, budget.left);
      return explained !== 'invalid';
    }),
  );
}
