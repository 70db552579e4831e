import type { Question, Search, Sighting, World } from '../search.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { ZoneLimiter } from '../../../models/driver.js';
import { surveyOf } from '../searched/survey/survey.js';
import type { SurveyRules } from '../searched/survey/rules.js';
import { bucketRules } from './bucket.js';
import { bucketMusts } from './bucket-musts.js';
import { bucketSurvey } from './bucket-survey.js';
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
  const surveyRules = surveyRulesOf(driver.limiter, assumptions);
  const survey = surveyRules === null ? null : surveyOf(surveyRules, costOf);
  const musts = bulkMustsOf(driver.limiter, assumptions, costOf);
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
    musts: (question) => (counts(question) ? (musts?.(question) ?? null) : null),
    survey: (question) => (question.isAlone && counts(question) ? (survey?.(question) ?? null) : null),
  };
}

/** What windows prove of all actions at once; `null` where they have to be asked of one by one. */
function bulkMustsOf(
  limiter: ZoneLimiter,
  assumptions: Assumptions,
  costOf: (action: Sighting) => number,
): ((question: Question) => Uint8Array | null) | null {
  switch (limiter.kind) {
    case 'bucket':
      return bucketMusts(limiter.capacity, limiter.refillEveryUs, assumptions, costOf);
    case 'log':
    case 'window':
      return null;
  }
}

/** What a survey needs to know of a limiter; `null` where it remembers more than one instant. */
function surveyRulesOf(limiter: ZoneLimiter, assumptions: Assumptions): SurveyRules | null {
  switch (limiter.kind) {
    case 'bucket':
      return bucketSurvey(limiter.capacity, limiter.refillEveryUs, assumptions);
    case 'log':
    case 'window':
      return null;
  }
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
