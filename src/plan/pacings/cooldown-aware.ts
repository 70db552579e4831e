import { certainZoneOf, rejectsWanted, roundTripUsMaxOf } from '../certain-zone.js';
import { countText, msText, secondsText, shortMsText } from '../durations.js';
import { keySpaceOf } from '../key-space.js';
import { pacedInLanes } from '../lane-rounds.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import type { PhaseSurvey } from '../survey.js';
import { wholeFrom } from '../whole.js';

export interface CooldownAware {
  /** How much later than legal every action aims. */
  readonly marginUs: number;
  /** Seeded scatter of the intended times. */
  readonly jitterUs: number;
  /** The share of actions that are planned to be refused. */
  readonly rejects: number;
}

/** More certain rejects than this for each accept would leave nothing else to test. */
const rejectShareMax = 0.9;
/** Round trips over a network are often longer than this. */
const networkMarginUs = 5000;

/**
 * Every action as early as it may be accepted, plus a margin; a share of certain rejects between. Jitter
 * makes an action at most `jitterUs` later and never more than the margin, so that two accepts on a key
 * stay at least `spacing + margin - jitter` apart, and never less than the spacing.
 */
export function cooldownAware(settings: CooldownAware): Pacing {
  const { marginUs, jitterUs, rejects } = settings;
  return {
    kind: 'cooldown-aware',
    settings: { marginUs, jitterUs, rejects },
    marginUs,
    meetings: 'none',
    check: (spec, phase) => check(spec, phase, settings),
    paced: (spec, phase, phaseIndex) => pacedInLanes(spec, phase, settings, phaseIndex),
    words: ({ spec, paced, counts }) => [
      laneWords(spec, paced.lanes, paced.stepUs),
      ...(spec.sureOf === 'nothing' ? [] : certaintyWords(spec, marginUs, counts)),
    ],
    warnings: (parts) => [
      ...marginWarnings(marginUs, jitterUs),
      ...(rejects > 0 ? rejectWarnings(parts, settings) : []),
    ],
  };
}

function check(spec: PlanSpec, { name }: PhaseSpec, { marginUs, jitterUs, rejects }: CooldownAware): void {
  wholeFrom(0, `phase ${name}: marginUs`, marginUs);
  wholeFrom(0, `phase ${name}: jitterUs`, jitterUs);
  if (!(rejects >= 0 && rejects <= rejectShareMax)) {
    throw new RangeError(
      `phase ${name}: rejects is a share of all actions from 0 to ${rejectShareMax}, not ${rejects}`,
    );
  }
  if (spec.spacingUs + marginUs === 0) {
    throw new RangeError(`phase ${name}: a limit without spacing needs a margin, or all steps fall together`);
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

function marginWarnings(marginUs: number, jitterUs: number): string[] {
  if (marginUs === 0) {
    return [
      'no margin: accepts are planned at the very edge of the limit, where no answer is provably wrong',
    ];
  }
  const warnings: string[] = [];
  if (marginUs < networkMarginUs) {
    warnings.push(`a margin of ${msText(marginUs)} is thin: on a network most verdicts will be undecided`);
  }
  if (jitterUs > marginUs) {
    warnings.push(
      `a jitter of ${msText(jitterUs)} is more than the margin; ${msText(marginUs)} is used, and nothing of the margin is left`,
    );
  } else if (jitterUs === marginUs) {
    warnings.push(
      `a jitter of ${msText(jitterUs)} leaves nothing of the margin: accepts may come at the very edge of the limit`,
    );
  }
  return warnings;
}

function rejectWarnings({ spec, counts }: PhaseParts, settings: CooldownAware): string[] {
  const { spacingUs, sureOf = 'both' } = spec;
  const { marginUs, rejects: share } = settings;
  if (sureOf !== 'both') {
    const aims = sureOf === 'nothing' ? '; all its actions may go either way' : '';
    const instead = (spec.burst ?? null) === null ? '' : '; contended pacing fills a key up and plans them';
    return [
      `no certain rejects are planned: this pacing knows them for a plain cooldown only${aims}${instead}`,
    ];
  }
  if (certainZoneOf(spacingUs, marginUs) === null) {
    return [`a spacing of ${msText(spacingUs)} has no middle to plan a certain reject in`];
  }
  const warnings: string[] = [];
  if (marginUs * 2 >= spacingUs) {
    warnings.push(
      `a spacing of ${msText(spacingUs)} is short beside a margin of ${msText(marginUs)}: planned rejects come in its middle and are certain only up to a round trip of ${msText(roundTripUsMaxOf(spacingUs, marginUs))}`,
    );
  }
  const wanted = rejectsWanted(counts.accepts, share);
  const planned = counts.rejects;
  if (planned < wanted) {
    warnings.push(
      `only ${planned} of ${countText(wanted, 'certain reject')} found a place where a user has nothing else to do; use more users or fewer rejects`,
    );
  }
  return warnings;
}
