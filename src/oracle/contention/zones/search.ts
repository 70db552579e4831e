import type { Question, Search, Sighting, World } from '../search.js';
import { surveyOf } from '../searched/survey/survey.js';
import type { ZonePool } from './board.js';
import { courseOf } from './course.js';
import { limiterRules } from './limiter-rules.js';
import { monitored } from './monitor.js';
import { mustOf } from './must.js';
import { nearbyActions } from './near.js';
import { hasWitness } from './witness.js';

/**
 * Decides token buckets, sliding logs and windows that begin with their first accept. Exact: an
 * explanation is made, or proven not to exist.
 * @throws RangeError for a model of another driver.
 */
export function zoneSearch(world: World): Search {
  const { model, assumptions } = world;
  const { driver } = model;
  if (driver.kind !== 'zones') throw new RangeError(`zones cannot decide ${model.describe}`);
  const costAt = world.costAt ?? ((row: number): number => world.attemptAt(row).cost);
  const costOf = ({ row }: Sighting): number => costAt(row);
  const rules = limiterRules(driver.limiter, assumptions, costOf);
  const counts = countable(model.parameters['countRejected'] === true, costOf);
  const clock = rules.zones.clock();
  const pool: ZonePool = new Map();
  const nearbyIn = nearbyActions();
  const survey = rules.survey === null ? null : surveyOf(rules.survey, costOf);
  return {
    forgetsAfterUs: rules.zones.forgetsAfterUs,
    explain(question, budget) {
      if (!counts(question)) return 'unknown';
      const course = courseOf(question, costOf, rules.zones.mostCost);
      if (course === null) return 'invalid';
      return hasWitness(course, clock) ? 'valid' : monitored(course, rules.zones, budget, pool);
    },
    must(question, index) {
      const action = question.actions[index];
      if (!counts(question)) return null;
      const asked = { question, nearby: nearbyIn(question), action, cost: costOf(action), costOf };
      return mustOf(rules.must, asked);
    },
    musts: (question) => (counts(question) ? (rules.musts?.(question) ?? null) : null),
    survey: (question) => (question.isAlone && counts(question) ? (survey?.(question) ?? null) : null),
  };
}

/** Refusals that use something up, and not all the same, have an order; unseen ones cannot come late. */
function countable(
  countsRejected: boolean,
  costOf: (action: Sighting) => number,
): (question: Question) => boolean {
  return ({ actions, pastUntilUs }) =>
    (pastUntilUs === null || actions.length === 0 || pastUntilUs <= actions[0].startUs) &&
    !(countsRejected && actions.some((action) => costOf(action) !== 1));
}
