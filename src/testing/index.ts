/**
 * Runs in tests: play a scenario, or simulate it, and expect something of its report. Works in any test
 * runner, because it only throws; vitest and jest may have it as matchers of their own.
 */
export { runScenario } from './run-scenario.js';
export { simulateScenario } from './simulate-scenario.js';
export type { AnyScenario, ScenarioOptions } from './options.js';
export { expectRun, type RunExpectations } from './expect-run.js';
export { RunAssertionError } from './failure.js';
export { turnwiseMatchers, type TurnwiseMatchers } from './matchers.js';
export type { BreakKind } from './findings.js';
export { defineScenario } from '../scenario/define.js';
export { Problem } from '../scenario/problem.js';
export type { Report } from '../report/report.js';
export type { ScenarioInput } from '../scenario/schema.js';
