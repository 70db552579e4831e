import { existsSync } from 'node:fs';
import type { Load } from '../playing/load-simulated.js';
import { loadScenario, scenarioFrom } from '../scenario/load.js';
import { moduleFileIn } from '../scenario/module-file.js';
import { describeModule } from '../servers/describe-modules.js';
import type { ScenarioInput } from '../scenario/schema.js';
import type { AnyScenario } from './options.js';

/** What loads a scenario, wherever it is, under whatever options. */
export function loaderOf(scenario: AnyScenario): Load {
  return typeof scenario === 'string'
    ? (options) => loadScenario(scenario, options)
    : (options) => loadedFromCode(scenario, options);
}

/** How messages call a scenario that is in no file. */
const name = 'scenario';

async function loadedFromCode(data: ScenarioInput, options: Parameters<Load>[0]): ReturnType<Load> {
  const module = moduleFileIn(data, null);
  const facts = module !== null && existsSync(module) ? await describeModule(module) : undefined;
  return scenarioFrom({ name, file: null, data, placeOf: () => ({ file: name }) }, options, facts);
}
