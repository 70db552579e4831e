import type { ScenarioInput } from './schema.js';

/**
 * Gives a scenario in TypeScript its types: `export default defineScenario({ ... })`. The scenario
 * is checked when it is loaded, not here, so that every mistake is reported with its place.
 */
export function defineScenario(scenario: ScenarioInput): ScenarioInput {
  return scenario;
}
