import type { Model } from '../models/model.js';
import { searchOf } from '../oracle/contention/searches.js';
import { stretchesOf } from '../oracle/contention/searched/stretches.js';
import { worldOf } from '../oracle/contention/world.js';
import type { Evidence } from './evidence.js';

/** More steps than a short history ever needs; a search that gives up has shown nothing. */
const stepsMost = 8000;

/**
 * Whether a correct limiter of a model can have given all answers: the judge's own searches, asked key
 * by key until one of them proves that there is no explanation.
 */
export function isPossible(model: Model, evidence: Evidence): boolean {
  const { history, assumptions, pastUntilUs } = evidence;
  const search = searchOf(worldOf(model, history, assumptions));
  const setting = { initial: 'fresh', isAlone: true, restarts: [], ...search } as const;
  return evidence.keys(model.per).all.every((sightings) =>
    stretchesOf(sightings, setting).every((question, index) => {
      const asked = index === 0 ? { ...question, pastUntilUs } : question;
      return search.explain(asked, { left: stepsMost }) !== 'invalid';
    }),
  );
}
