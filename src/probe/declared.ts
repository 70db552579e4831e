import { modelFrom } from '../models/index.js';
import { rulesOf } from '../models/driver.js';
import type { Model } from '../models/model.js';
import { judge } from '../oracle/judge.js';
import type { Candidate, Findings } from './contract.js';
import type { Evidence } from './evidence.js';
import { isPossible } from './possible.js';
import { familyText, intervalText, nameText, perText } from './words.js';

/** Whether the declared limit explains all that was seen. What it is counted on may not have been probed. */
export function declaredOf(declared: Model | null, evidence: Evidence): Findings['declared'] {
  if (declared === null) return null;
  const model = withoutOrigin(declared);
  if (evidence.history.length === 0) return 'possible';
  const explained =
    rulesOf(model).length === 1
      ? isPossible(model, evidence)
      : judge(model, evidence.history, evidence.assumptions).history !== 'invalid';
  return explained ? 'possible' : 'impossible';
}

/** When windows begin is told on another clock than the probe's. */
function withoutOrigin({ name, parameters, ...rest }: Model): Model {
  if (!('originUs' in parameters)) return { name, parameters, ...rest };
  const { originUs: _origin, ...others } = parameters;
  return modelFrom({ name, parameters: others });
}

/** Where the declared limit differs from what was found, in sentences; nothing where it is possible. */
export function differencesOf(
  declared: Model | null,
  isDeclared: Findings['declared'],
  candidates: readonly Candidate[],
): readonly string[] {
  const [found] = candidates;
  if (declared === null || isDeclared !== 'impossible') return [];
  if (found === undefined)
    return [`Declared is ${declared.describe}; that does not explain what was seen either.`];
  if (found.family === 'allOf' || rulesOf(declared).length > 1 || !sameFamily(declared, found))
    return [
      `Declared is ${declared.describe}; what was seen is ${found.model.describe}.`,
      ...keyDifference(declared, found),
    ];
  const sentences = [...keyDifference(declared, found), ...numberDifferences(declared, found)];
  return sentences.length > 0
    ? sentences
    : [`Declared is ${declared.describe}, which does not explain everything seen.`];
}

function keyDifference({ per, driver }: Model, found: Candidate): readonly string[] {
  if (driver.kind === 'composed' || found.family === 'none' || per.join() === found.per.join()) return [];
  return [`It is declared ${perText(per)}, but it is limited ${perText(found.per)}.`];
}

function sameFamily({ name, parameters }: Model, { family, choices }: Candidate): boolean {
  if (name === 'once') return family === 'capacity';
  if (name !== family) return false;
  const defaults: Readonly<Record<string, unknown>> = {
    restartOnReject: false,
    anchor: 'first',
    refresh: 'never',
  };
  return ['restartOnReject', 'anchor', 'refresh'].every((name_) => {
    const [said, seen] = [parameters[name_] ?? defaults[name_], choices[name_] ?? defaults[name_]];
    return said === seen;
  });
}

function numberDifferences({ parameters }: Model, found: Candidate): readonly string[] {
  return Object.entries(found.parameters).flatMap(([name, interval]) => {
    const said = parameters[name];
    if (name === 'originUs' || typeof said !== 'number') return [];
    if (said >= interval.least && said <= interval.most) return [];
    const declaredText = intervalText(name, { least: said, most: said });
    return [
      `${capital(familyText(found))}: ${nameText(name)} is declared as ${declaredText}, but is ${intervalText(name, interval, said)}.`,
    ];
  });
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
