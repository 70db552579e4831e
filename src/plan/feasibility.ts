import { roundTripUsMaxOf } from './certain-zone.js';
import type { PacedPhase } from './draft.js';
import { countText, msText, secondsText } from './durations.js';
import { keySpaceOf } from './key-space.js';
import type { Pacing, PhaseSpec, PlanSpec } from './plan.js';
import type { PhaseSurvey, Survey } from './survey.js';

/** The plan in words, for people who decide whether to run it: one sentence each. */
export function feasibilityOf(spec: PlanSpec, paced: readonly PacedPhase[], survey: Survey): string[] {
  const sentences = spec.phases.flatMap((phase, index) => {
    const of = { spec, phase, paced: paced[index], counts: survey.phases[index] };
    const prefix = spec.phases.length > 1 ? `${phase.name}: ` : '';
    return [...pacingWords(of), countsWords(of.counts)].map((words) => prefix + words);
  });
  sentences.push(`the run takes ${secondsText(survey.lastUs)} and ${countText(survey.actions, 'action')}`);
  return [...sentences, ...handOverWords(survey)];
}

interface PhaseParts {
  readonly spec: PlanSpec;
  readonly phase: PhaseSpec;
  readonly paced: PacedPhase;
  readonly counts: PhaseSurvey;
}

function pacingWords({ spec, phase, paced }: PhaseParts): string[] {
  const { pacing } = phase;
  const { stepUs } = paced;
  switch (pacing.kind) {
    case 'cooldown-aware':
      return [laneWords(spec, paced.lanes, stepUs), ...certaintyWords(spec, pacing)];
    case 'fixed':
      return [`a step each ${secondsText(stepUs)}, whatever the limit says`];
    case 'duels':
      return [
        `${countText(phase.steps, 'duel')}, one each ${secondsText(stepUs)}; a resource rests ${secondsText(spec.recoveryUs + pacing.marginUs)} between two of its own`,
      ];
  }
}

function laneWords(spec: PlanSpec, lanes: number, stepUs: number): string {
  const who = `${countText(spec.users, 'user')} on ${countText(spec.resources, 'resource')}`;
  const need = `${spec.users === 1 ? 'needs' : 'need'} ${countText(lanes, 'lane')}`;
  const why = keySpaceOf(spec.per, spec.resources).hasUser ? ', as the limit counts each user alone' : '';
  return `${who} ${need}${why}; a step cannot be shorter than ${secondsText(stepUs)}`;
}

function certaintyWords(spec: PlanSpec, pacing: Extract<Pacing, { kind: 'cooldown-aware' }>): string[] {
  const slackUs = Math.max(0, pacing.marginUs - pacing.jitterUs);
  const accepts = `accepts on a key are planned at least ${msText(spec.spacingUs + slackUs)} apart where ${msText(spec.spacingUs)} is the limit: certain up to a round trip of ${msText(slackUs)}`;
  if (pacing.rejects === 0) return [accepts];
  const rejects = `planned rejects come in the middle third of the ${msText(spec.spacingUs)}: certain up to a round trip of ${msText(roundTripUsMaxOf(spec.spacingUs))}`;
  return [accepts, rejects];
}

function countsWords({ accepts, rejects, open }: PhaseSurvey): string {
  const parts = [
    accepts > 0 ? countText(accepts, 'accept') : '',
    rejects > 0 ? countText(rejects, 'certain reject') : '',
    open > 0 ? `${countText(open, 'action')} that may go either way` : '',
  ];
  return `expect ${parts.filter((part) => part !== '').join(' and ')}`;
}

function handOverWords({ handOvers, phases }: Survey): string[] {
  if (phases.every(({ accepts }) => accepts === 0)) return [];
  const least = handOvers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = handOvers.reduce((a, b) => Math.max(a, b), 0);
  const times = least === most ? countText(most, 'time') : `${least} to ${countText(most, 'time')}`;
  return [`each resource passes from one user to another ${times}`];
}
