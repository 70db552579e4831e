import type { Question, Search, Sighting, World } from '../search.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { ZoneLimiter } from '../../../models/driver.js';
import { bucketRules } from './bucket.js';
import { courseOf } from './course.js';
import { logRules } from './log.js';
import type { ZonePool } from './board.js';
import { monitored } from './monitor.js';
import { hasWitness } from './witness.js';
import { mustOf, mustRulesOf } from './must.js';
import { nearbyActions } from './near.js';
import type { ZoneRules } from './rules.js';
import { windowRules } from './window.js';

/**
 * Decides token buckets, sliding logs and windows that begin with their first accept. Exact: an
 * explanation is made, or proven not to exist.
 * @throws RangeError for a model of another driver.
 */
export function zoneSearch(world: World): Search {
  const { model, assumptions } = world;
  const { driver } = model;
  if (driver.kind !== 'zones') throw new RangeError(`zones cannot decide ${model.describe}`);
  const rules = rulesOf(driver.limiter, assumptions);
  const mustRules = mustRulesOf(driver.limiter, assumptions);
  const costAt = world.costAt ?? ((row: number): number => world.attemptAt(row).cost);
  const costOf = ({ row }: Sighting): number => costAt(row);
  const countsRejected = model.parameters['countRejected'] === true;
  /** Refusals that use something up, and not all the same, have an order; unseen ones cannot come late. */
  const counts = ({ actions, pastUntilUs }: Question): boolean =>
    (pastUntilUs === null || actions.length === 0 || pastUntilUs <= actions[0].startUs) &&
    !(countsRejected && actions.some((action) => costOf(action) !== 1));
  const clock = rules.clock();
  const pool: ZonePool = new Map();
  const nearbyIn = nearbyActions();
  return {
    forgetsAfterUs: rules.forgetsAfterUs,
    explain(question: Question, budget) {
      if (!counts(question)) return 'unknown';
      const course = courseOf(question, costOf, rules.mostCost);
      if (course === null) return 'invalid';
      return hasWitness(course, clock) ? 'valid' : monitored(course, rules, budget, pool);
    },
    must(question, index) {
      const action = question.actions[index];
      if (!counts(question)) return null;
      return mustOf(mustRules, {
        question,
        nearby: nearbyIn(question),
        action,
        cost: costOf(action),
        costOf,
      });
    },
  };
}

function rulesOf(limiter: ZoneLimiter, assumptions: Assumptions): ZoneRules {
  switch (limiter.kind) {
    case 'bucket':
      return bucketRules(limiter.capacity, limiter.refillEveryUs, assumptions);
    case 'log':
      return logRules(limiter.limit, limiter.windowUs, assumptions);
    case 'window':
      return windowRules(limiter.limit, limiter.windowUs, limiter.refresh, assumptions);
  }
}
