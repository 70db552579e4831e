/**
 * Property tests for a limiter of one's own, on fast-check: schedules that go to a model's edges, the
 * judge of turnwise, and failures made as small as they get. Works in any test runner: it only throws.
 */
export { checkLimiter, type Checked, type CheckOptions } from './check-limiter.js';
export { checkRaces } from './check-races.js';
export type { Clock, Limiter, LimiterFactory, Said, World } from './limiter.js';
export { fakeTimers, type TimersByNode, type TimersByTest } from './fake-timers.js';
export { laws } from './laws.js';
export { historyOf, illegalHistory, legalHistory, type Illegal } from './arbitraries/histories.js';
export { anyModel } from './arbitraries/models.js';
export { anyPlanSpec } from './arbitraries/plans.js';
export { anyScenario } from './arbitraries/scenarios.js';
export { anySchedule, type Schedule, type Shape, type Timed } from './arbitraries/schedules.js';
export type { Assumptions } from '../models/assumptions.js';
export {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  ownModel,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
} from '../models/index.js';
export type { Attempt, Decision, Model } from '../models/model.js';
export type { OwnModel } from '../models/own.js';
