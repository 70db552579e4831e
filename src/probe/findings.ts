import type { Candidate, Findings, Interval } from './contract.js';
import { phasesAt, modelAt, type Hypothesis } from './hypotheses.js';
import { familyNames } from './families.js';
import type { Knowledge } from './probe.js';
import { hullOf } from './spans.js';
import { lengthAt } from './samples.js';

export function findingsOf(knowledge: Knowledge): Findings {
  const { rounds, evidence, hypotheses } = knowledge;
  const groups = new Map<string, Hypothesis[]>();
  const order = familyNames.flatMap((name) => (hypotheses ?? []).filter((h) => h.family.name === name));
  for (const h of order) {
    const name = `${h.family.name}/${h.per.join('+')}`;
    groups.set(name, [...(groups.get(name) ?? []), h]);
  }
  const candidates = [...groups.values()].map((group): Candidate => {
    const [first] = group;
    const parameters: Record<string, Interval> = {};
    const { family } = first;
    if (family.countName !== null)
      parameters[family.countName] = { least: group[0].count, most: group[group.length - 1].count };
    const hull = hullOf(group.flatMap(({ spans }) => spans));
    if (family.timeName !== null && hull !== null) parameters[family.timeName] = hull;
    const us = lengthAt(first, 0.5);
    let originUs: number | undefined;
    if (family.name === 'clock') {
      const phases = hullOf(phasesAt(first, us, evidence));
      if (phases !== null) {
        parameters['originUs'] = phases;
        originUs = Math.floor((phases.least + phases.most) / 2);
      }
    }
    return {
      family: family.family,
      per: first.per,
      parameters,
      choices: family.choices,
      model: modelAt(first, us, originUs),
    };
  });
  return {
    candidates,
    rejectExtends: 'no',
    survivesReconnect: 'yes',
    untold: [],
    declared: null,
    differences: [],
    actions: evidence.history.length,
    rounds: rounds.length,
    durationUs: evidence.endUs,
  };
}
