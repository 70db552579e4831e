import { dirname, resolve } from 'node:path';
import { isPlain } from './fields/template.js';

/** The absolute path of a server module: relative to the file of its scenario, or to here where that has none. */
export function moduleFileOf(written: string, scenarioFile: string | null): string {
  return resolve(scenarioFile === null ? '.' : dirname(scenarioFile), written);
}

/** The same, of a scenario as it is written; `null` where its target is none. */
export function moduleFileIn(data: unknown, scenarioFile: string | null): string | null {
  const target = isPlain(data) ? data['target'] : null;
  const module = isPlain(target) ? target['module'] : null;
  return typeof module === 'string' ? moduleFileOf(module, scenarioFile) : null;
}
