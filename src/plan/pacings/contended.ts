import { countText, msText, secondsText, shortMsText } from '../durations.js';
import { edgeOf, type Edge } from '../edge.js';
import { keySpaceOf } from '../key-space.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { randomOf } from '../random.js';
import { followersOf, slotsOf } from '../slots.js';
import { openerAimOf, pacedInWaves, type WaveRules } from '../waves.js';
import { wholeFrom } from '../whole.js';

export interface Contended {
  /** The share of actions that are planned to be refused. */
  readonly rejects: number;
  /** The round trip at which every answer is still certain. */
  readonly marginUs: number;
}

/** Fewer accepts than one in ten leave too little that anything could be refused for. */
const rejectShareMax = 0.9;

/**
 * Nothing but the actions of the strategy, a chosen share of them refused for certain. Where cooldown-aware
 * pacing gives every user its accepts and puts rejects between, here the rejects are what is asked for: an
 * action is refused as long as rejects are owed, and accepted only where something has to be, so that
 * shares far above a half are kept as well. It goes in waves: a fresh key takes as many accepts as it has
 * room for, then the rejects come, then it recovers. Also for limits that take several accepts at once,
 * and for those that never recover, where everything behind the last accept is refused.
 */
export function contended(settings: Contended): Pacing {
  const { rejects, marginUs } = settings;
  return {
    kind: 'contended',
    settings: { rejects, marginUs },
    marginUs,
    meetings: 'none',
    check: (_spec, phase) => check(phase, settings),
    paced: (spec, phase, index) => pacedInWaves(spec, phase, rulesOf(spec, phase, settings, index), index),
    words: ({ spec, paced }) => words(edgeOf(spec, marginUs), paced.stepUs),
    warnings: (parts) => warnings(parts, settings),
  };
}

function check({ name }: PhaseSpec, { rejects, marginUs }: Contended): void {
  wholeFrom(0, `phase ${name}: marginUs`, marginUs);
  if (rejects > 0 && rejects <= rejectShareMax) return;
  throw new RangeError(
    `phase ${name}: rejects is a share of all actions above 0 and up to ${rejectShareMax}, not ${rejects}`,
  );
}

function rulesOf(
  spec: PlanSpec,
  { steps }: PhaseSpec,
  { rejects: share, marginUs }: Contended,
  phaseIndex: number,
): WaveRules {
  const edge = edgeOf(spec, marginUs);
  const recovers = spec.recoveryUs !== Infinity;
  const perKey = Math.ceil((edge.openers * share) / (1 - share) - 1e-6);
  const slots = slotsOf(edge, perKey);
  const ahead = share * edge.openers * Math.min(spec.users, spec.resources);
  const owed = recovers
    ? { share, ahead, most: share * spec.users * steps, perKey }
    : { share: 1, ahead: 0, most: Infinity, perKey };
  return {
    waveUs: waveUsOf(spec, edge, marginUs),
    openers: edge.openers,
    openerGapUs: edge.openerGapUs,
    openerAim: openerAimOf(spec, phaseIndex),
    // Nobody knows of these whether they are full: their actions come one a wave.
    recovers: recovers || !edge.isKnown,
    idleUs: Math.ceil(edge.keptUs / 2),
    staggerUs: Math.floor(edge.keptUs / 2),
    leadMax: edge.openers + slots.length,
    followersOf: () => followersOf(slots, owed, randomOf(spec.seed, `phase/${phaseIndex}/reject-places`)),
  };
}

/** A full recovery from the last attempt that counts, or as long as everybody needs where there is none. */
function waveUsOf({ recoveryUs, spacingUs }: PlanSpec, edge: Edge, marginUs: number): number {
  const endUs = edge.zone?.toUs ?? edge.filledUs;
  if (recoveryUs === Infinity) return Math.max(endUs + edge.keptUs, spacingUs + marginUs, 1);
  return (edge.restarts ? endUs : edge.filledUs) + recoveryUs + Math.max(marginUs, 1);
}

function words(edge: Edge, waveUs: number): string[] {
  const what = `a wave each ${secondsText(waveUs)}: a fresh key takes ${countText(edge.openers, 'accept')}`;
  if (edge.zone === null) return [what];
  const { fromUs, toUs } = edge.zone;
  if (edge.edgeUs === Infinity) return [`${what}, and refuses everything from then on`];
  return [
    `${what}, then refuses from ${shortMsText(fromUs, 3)} to ${shortMsText(toUs, 3)} after the first (the limit refuses until ${msText(edge.edgeUs)})`,
    `these verdicts stay certain up to a round trip of about ${shortMsText(edge.keptUs, 2)}`,
  ];
}

function warnings({ spec, counts }: PhaseParts, { rejects: share, marginUs }: Contended): string[] {
  const { isKnown, zone, edgeUs } = edgeOf(spec, marginUs);
  if (!isKnown) return ['no certain rejects are planned: nobody knows for sure when this limit refuses'];
  if (zone === null) return [`a limit of ${msText(edgeUs)} has no middle to plan a certain reject in`];
  const { accepts, rejects, open } = counts;
  const found: string[] =
    marginUs === 0 ? ['no margin: accepts are planned at the very edge of the limit'] : [];
  const wanted = Math.floor(share * (accepts + rejects + open) + 1e-6);
  if (rejects < wanted) {
    found.push(
      `only ${rejects} of ${countText(wanted, 'certain reject')} found a place; use more steps, more users, fewer resources or a smaller margin`,
    );
  } else if (rejects > wanted) {
    found.push(
      `${rejects} of ${countText(accepts + rejects + open, 'action')} are refused, more than the share that was asked for: a key of this limit never recovers`,
    );
  }
  const { hasUser, hasResource } = keySpaceOf(spec.per, spec.resources);
  if (!hasUser && hasResource && spec.users > 1 && spec.users <= spec.resources) {
    found.push(
      'who is refused was just accepted elsewhere, so that a server that counts users instead of resources may look right; use more users than resources',
    );
  }
  return found;
}
