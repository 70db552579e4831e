import type { Question, Search, World } from '../search.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { ZoneLimiter } from '../../../models/driver.js';
import { bucketRules } from './bucket.js';
import { courseOf } from './course.js';
import { logRules } from './log.js';
import { monitored } from './monitor.js';
import type { ZoneRules } from './rules.js';
import { windowRules } from './window.js';

/**
 * Decides token buckets, sliding logs and windows that begin with their first accept. Exact: an
 * explanation is made, or proven not to exist.
 * @throws RangeError for a model of another driver.
 */
export function zoneSearch({ model, assumptions, attemptAt }: World): Search {
  const { driver } = model;
  if (driver.kind !== 'zones') throw new RangeError(`zones cannot decide ${model.describe}`);
  const rules = rulesOf(driver.limiter, assumptions);
  return {
    forgetsAfterUs: rules.forgetsAfterUs,
    explain(question: Question, budget) {
      const course = courseOf(question, attemptAt, rules.mostCost);
      return course === null ? 'invalid' : monitored(course, rules, budget);
    },
    must: () => null,
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
