import { existsSync } from 'node:fs';
import type { Load } from '../playing/load-simulated.js';
import { loadScenario, scenarioFrom } from '../scenario/load.js';
import { moduleFileIn } from '../scenario/module-file.js';
import { describeModule } from '../servers/describe-modules.js';
import { refOf, type AnyScenario } from './options.js';

/** What loads a scenario, wherever it is, under whatever options. */
export function loaderOf(scenario: AnyScenario): Load {
  const ref = refOf(scenario);
  return ref === null
    ? (options) => loadedFromCode(scenario, options)
    : (options) => loadScenario(ref, options);
}

/** How messages call a scenario that is in no file. */
const name = 'scenario';

async function loadedFromCode(data: unknown, options: Parameters<Load>[0]): ReturnType<Load> {
  const module = moduleFileIn(data, null);
  const facts = module !== null && existsSync(module) ? await describeModule(module) : undefined;
  return scenarioFrom({ name, file: null, data, placeOf: () => ({ file: name }) }, options, facts);
}
