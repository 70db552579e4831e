import type { Model } from '../models/model.js';
import { beginningIn, phasesAt, modelAt, type Hypothesis } from './hypotheses.js';
import type { Candidate, Interval } from './contract.js';
import type { Evidence } from './evidence.js';
import { familyNames } from './families.js';
import { roundestOf } from './round-number.js';
import { hullOf } from './spans.js';

/** What is left, one candidate for each family and key, the simplest first. */
export function candidatesOf(
  hypotheses: readonly Hypothesis[],
  evidence: Evidence,
  declared: Model | null,
): readonly Candidate[] {
  const groups = new Map<string, Hypothesis[]>();
  for (const name of familyNames)
    for (const hypothesis of hypotheses.filter(({ family }) => family.name === name)) {
      const key = `${name}/${hypothesis.per.join('+')}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [hypothesis]);
      else group.push(hypothesis);
    }
  return [...groups.values()].map((group) => candidateOf(group, evidence, declared));
}

function candidateOf(group: readonly Hypothesis[], evidence: Evidence, declared: Model | null): Candidate {
  const declaredOnes = numbersOf(declared);
  const chosen = group.find(({ count }) => declaredOnes.includes(count)) ?? group[0];
  const { family, per } = chosen;
  const us = lengthOf(chosen, declaredOnes, evidence);
  const counts = group.map(({ count }) => count);
  const parameters: Record<string, Interval> = {};
  if (family.countName !== null)
    parameters[family.countName] = { least: Math.min(...counts), most: Math.max(...counts) };
  const lengths = hullOf(group.flatMap(({ spans }) => spans));
  if (family.timeName !== null && lengths !== null) parameters[family.timeName] = lengths;
  // With several counts windows begin at several times, too.
  const isOneClock = family.name === 'clock' && group.length === 1;
  const origin = isOneClock ? beginningIn(chosen, evidence) : null;
  if (origin !== null) parameters['originUs'] = origin;
  return { family: family.family, per, parameters, choices: family.choices, model: modelAt(chosen, us) };
}

/** The numbers a declared limit is told with. */
function numbersOf(declared: Model | null): readonly number[] {
  if (declared === null) return [];
  return Object.values(declared.parameters).filter((one) => typeof one === 'number');
}

/** One length of all that are left: the declared one, else the roundest. */
function lengthOf(hypothesis: Hypothesis, declared: readonly number[], evidence: Evidence): number {
  const { family, spans } = hypothesis;
  if (family.timeName === null) return 1;
  const isIn = (us: number): boolean => spans.some(({ least, most }) => us >= least && us <= most);
  const said = declared.find(isIn);
  if (said !== undefined) return said;
  const widest = spans.reduce((a, b) => (b.most - b.least > a.most - a.least ? b : a));
  const rounded = roundestOf(widest);
  if (family.name !== 'clock' || phasesAt(hypothesis, rounded, evidence).length > 0) return rounded;
  return Math.floor((widest.least + widest.most) / 2);
}
