import { durationText } from '../models/checked.js';
import type { Candidate, ProbeSpec, Told } from './contract.js';
import type { Evidence } from './evidence.js';
import { gapOf } from './situation.js';
import { familyText, intervalText, nameText, perText } from './words.js';

/** Whether a refusal puts off the time at which there is room again. */
export function rejectExtendsOf(candidates: readonly Candidate[]): Told {
  const timed = candidates.filter(({ family }) => family !== 'capacity' && family !== 'none');
  if (candidates.length === 0) return { untold: 'no single limit explains what was seen' };
  if (timed.length === 0)
    return {
      untold:
        candidates[0].family === 'none'
          ? 'nothing was refused'
          : 'nothing was accepted again after a refusal',
    };
  return allOrUntold(
    timed.map(({ choices }) => choices['restartOnReject'] === true || choices['refresh'] === 'attempt'),
  );
}

/** Whether a new connection finds the limit as the old one left it. */
export function survivesReconnectOf(candidates: readonly Candidate[]): Told {
  if (candidates.length === 0) return { untold: 'no single limit explains what was seen' };
  if (candidates[0].family === 'none') return { untold: 'nothing was refused' };
  return allOrUntold(candidates.map(({ per }) => !per.includes('connection')));
}

function allOrUntold(answers: readonly boolean[]): Told {
  if (answers.every((answer) => answer)) return 'yes';
  if (!answers.some((answer) => answer)) return 'no';
  return { untold: 'limits that do and limits that do not both explain everything seen' };
}

/** What a probe ended without knowing, and why. */
export function untoldOf(
  spec: ProbeSpec,
  evidence: Evidence,
  candidates: readonly Candidate[],
  isUsedUp: boolean,
): readonly string[] {
  const { users, resources, assumptions } = spec;
  return [
    ...(assumptions.exclusive
      ? []
      : ['Others use the target as well, so that refusals prove nothing: it was not probed.']),
    ...(isUsedUp ? ['The budget is used up; with more actions or more time more could be told.'] : []),
    ...(users < 2 ? ['With one user only, a limit per user is not told from one for all.'] : []),
    ...(resources < 2 ? ['With one resource only, a limit per resource is not told from one for all.'] : []),
    ...choiceText(candidates),
    ...candidates.flatMap((candidate) => ofOne(spec, evidence, candidate)),
    ...nothingText(spec, evidence, candidates),
    'Whether it is the same behind every server process was not tried.',
  ];
}

function choiceText(candidates: readonly Candidate[]): readonly string[] {
  if (candidates.length < 2) return [];
  const names = candidates.map((one) => `${familyText(one)} ${perText(one.per)}`);
  const [shown, more] = [names.slice(0, 4), names.length - 4];
  const rest = more > 0 ? `, and ${more} more` : '';
  return [`Which of these it is: ${shown.join('; ')}${rest}.`];
}

function ofOne(spec: ProbeSpec, { resolutionUs }: Evidence, candidate: Candidate): readonly string[] {
  if (candidate.family === 'none')
    return [
      `How many are too many: nothing was ever refused. A limit shorter than ${durationText(gapOf(spec))} is not seen at this round trip.`,
    ];
  if (candidate.family === 'capacity')
    return [`Whether there is room again after more than ${durationText(spec.longestUs)}.`];
  return Object.entries(candidate.parameters).flatMap(([name, interval]) => {
    const isTime = name.endsWith('Us') && name !== 'originUs';
    if (!isTime || interval.most - interval.least <= 2 * resolutionUs) return [];
    return [`${nameText(name)} of ${familyText(candidate)} closer than ${intervalText(name, interval)}.`];
  });
}

function nothingText(
  spec: ProbeSpec,
  { history }: Evidence,
  candidates: readonly Candidate[],
): readonly string[] {
  if (candidates.length > 0 || history.length === 0 || !spec.assumptions.exclusive) return [];
  return [
    'No single limit of a known kind with fixed numbers explains what was seen: there are several at once, its time varies, it forgets, it has a race, or others use it too.',
  ];
}
