import type { Plan } from '../plan/plan.js';
import type { Companion } from '../runtime/companion.js';
import type { Scenario } from '../scenario/scenario.js';

/** What goes along with a run besides what its caller brings: what the scenario itself asks for. */
export function companionsOf(_scenario: Scenario, _plan: Plan, _url: string): readonly Companion[] {
  return [];
}
