import { countText, secondsText } from './durations.js';
import { groupWords } from './group-words.js';
import type { PhaseAtWork } from './phases.js';
import type { PlanSpec } from './plan.js';
import type { PhaseSurvey, Survey } from './survey.js';

/** The plan in words, for people who decide whether to run it: one sentence each. */
export function feasibilityOf(spec: PlanSpec, phases: readonly PhaseAtWork[], survey: Survey): string[] {
  const sentences = spec.phases.flatMap((phase, index) => {
    const { spec: own, paced } = phases[index];
    const of = { spec: own, phase, paced, counts: survey.phases[index] };
    const prefix = spec.phases.length > 1 ? `${phase.name}: ` : '';
    return [...phase.pacing.words(of), countsWords(spec, of.counts)].map((words) => prefix + words);
  });
  sentences.push(`the run takes ${secondsText(survey.lastUs)} and ${countText(survey.actions, 'action')}`);
  return [...groupWords(spec), ...sentences, ...handOverWords(spec, survey), ...raceWords(spec, survey)];
}

function countsWords({ recoveryUs }: PlanSpec, { accepts, rejects, open }: PhaseSurvey): string {
  // What needs no time to recover refuses nothing.
  if (recoveryUs === 0 && rejects === 0)
    return `expect ${countText(accepts + open, 'accept')}: nothing is limited`;
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
function raceWords({ phases, users }: PlanSpec, survey: Survey): string[] {
  const planned = phases.filter((_, index) => survey.phases[index].meets);
  const barriers = stepsOf(planned.filter(({ pacing }) => pacing.kind === 'barrier'));
  const duels = stepsOf(planned) - barriers;
  if (planned.length > 0) return [...looks(duels, 'duel'), ...looks(barriers, 'barrier')];
  const together = phases.some(({ pacing }) => pacing.meetings === 'by-chance');
  return together && users > 1 ? [] : ['no two users meet at one instant: races are not looked for'];
}

function looks(count: number, noun: string): string[] {
  return count === 0 ? [] : [`${countText(count, noun)} ${count === 1 ? 'looks' : 'look'} for races`];
}

function stepsOf(phases: PlanSpec['phases']): number {
  return phases.reduce((total, { steps }) => total + steps, 0);
}
