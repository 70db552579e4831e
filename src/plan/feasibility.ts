import { roundTripUsMaxOf } from './certain-zone.js';
import type { PacedPhase } from './draft.js';
import { countText, msText, secondsText, shortMsText } from './durations.js';
import { keySpaceOf } from './key-space.js';
import type { PhaseSpec, PlanSpec } from './plan.js';
import { restUsOf } from './rest.js';
import type { PhaseSurvey, Survey } from './survey.js';

/** The plan in words, for people who decide whether to run it: one sentence each. */
export function feasibilityOf(spec: PlanSpec, paced: readonly PacedPhase[], survey: Survey): string[] {
  const sentences = spec.phases.flatMap((phase, index) => {
    const of = { spec, phase, paced: paced[index], counts: survey.phases[index] };
    const prefix = spec.phases.length > 1 ? `${phase.name}: ` : '';
    return [...pacingWords(of), countsWords(of.counts)].map((words) => prefix + words);
  });
  sentences.push(`the run takes ${secondsText(survey.lastUs)} and ${countText(survey.actions, 'action')}`);
  return [...sentences, ...handOverWords(spec, survey), ...raceWords(spec)];
}

interface PhaseParts {
  readonly spec: PlanSpec;
  readonly phase: PhaseSpec;
  readonly paced: PacedPhase;
  readonly counts: PhaseSurvey;
}

function pacingWords({ spec, phase, paced, counts }: PhaseParts): string[] {
  const { pacing } = phase;
  const { stepUs } = paced;
  switch (pacing.kind) {
    case 'cooldown-aware':
      return [
        laneWords(spec, paced.lanes, stepUs),
        ...(spec.sureOf === 'nothing' ? [] : certaintyWords(spec, pacing.marginUs, counts)),
      ];
    case 'fixed':
      return [`a step each ${secondsText(stepUs)}, whatever the limit says`];
    case 'duels':
      return [
        `${countText(phase.steps, 'duel')}, one each ${secondsText(stepUs)}; a resource rests ${secondsText(restUsOf(spec) + pacing.marginUs)} between two of its own`,
      ];
  }
}

function laneWords(spec: PlanSpec, lanes: number, stepUs: number): string {
  const who = `${countText(spec.users, 'user')} on ${countText(spec.resources, 'resource')}`;
  const need = `${spec.users === 1 ? 'needs' : 'need'} ${countText(lanes, 'lane')}`;
  const why = keySpaceOf(spec.per, spec.resources).hasUser ? ', as the limit counts each user alone' : '';
  return `${who} ${need}${why}; a step cannot be shorter than ${secondsText(stepUs)}`;
}

/** What is tried how near to the limit, measured in the plan itself, and how slow answers may be. */
function certaintyWords(
  { spacingUs, sureOf = 'both' }: PlanSpec,
  marginUs: number,
  counts: PhaseSurvey,
): string[] {
  const { rejects, latestRejectUs, closestAcceptsUs } = counts;
  const triedTwice = closestAcceptsUs < Infinity;
  const limit = `(the ${sureOf === 'both' ? 'limit' : 'spacing'} is ${msText(spacingUs)})`;
  const accepts = triedTwice ? shortMsText(closestAcceptsUs, 3) : '';
  const tried = (): string => {
    if (rejects === 0)
      return `accepts are tried from ${accepts} after an accept on; before that nothing is tried`;
    const refusals = `refusals are tried up to ${shortMsText(latestRejectUs, 3)} after an accept`;
    if (!triedTwice) return `${refusals}; after that nothing is tried`;
    return `${refusals} and accepts from ${accepts} on; between them nothing is tried`;
  };
  if (rejects === 0 && !triedTwice) return [`nothing is tried after an accept ${limit}`];
  const certainUs = Math.min(
    triedTwice ? closestAcceptsUs - spacingUs : Infinity,
    rejects > 0 ? roundTripUsMaxOf(spacingUs, marginUs) : Infinity,
  );
  return [
    `${tried()} ${limit}`,
    `these verdicts stay certain up to a round trip of about ${shortMsText(certainUs, 2)}`,
  ];
}

function countsWords({ accepts, rejects, open }: PhaseSurvey): string {
  const parts = [
    accepts > 0 ? countText(accepts, 'accept') : '',
    rejects > 0 ? countText(rejects, 'certain reject') : '',
    open > 0 ? `${countText(open, 'action')} that may go either way` : '',
  ];
  return `expect ${parts.filter((part) => part !== '').join(' and ')}`;
}

function handOverWords({ resources }: PlanSpec, { handOvers, phases }: Survey): string[] {
  if (phases.every(({ accepts }) => accepts === 0)) return [];
  const least = handOvers.reduce((a, b) => Math.min(a, b), Infinity);
  const most = handOvers.reduce((a, b) => Math.max(a, b), 0);
  const times = least === most ? countText(most, 'time') : `${least} to ${countText(most, 'time')}`;
  return [`${resources === 1 ? 'the' : 'each'} resource passes from one user to another ${times}`];
}

/** Steps of fixed length that start together may hold races too, by chance: of them nothing is said. */
function raceWords({ phases, users }: PlanSpec): string[] {
  const duels = phases.reduce((total, { pacing, steps }) => total + (pacing.kind === 'duels' ? steps : 0), 0);
  if (duels > 0) return [`${countText(duels, 'duel')} ${duels === 1 ? 'looks' : 'look'} for races`];
  const together = phases.some(({ pacing }) => pacing.kind === 'fixed' && !pacing.spread);
  return together && users > 1 ? [] : ['no two users meet at one instant: races are not looked for'];
}
