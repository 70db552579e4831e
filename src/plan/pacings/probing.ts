import { countText, msText, secondsText, shortMsText } from '../durations.js';
import { edgeOf, type Edge } from '../edge.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { Aim, PhaseSpec, PlanSpec } from '../plan.js';
import { openerAimOf, pacedInWaves, type Followers, type WaveRules } from '../waves.js';
import { wholeFrom } from '../whole.js';

export interface Probing {
  /** Where to try, relative to the instant from which the limit accepts again; negative: before it. */
  readonly offsetsUs: readonly number[];
  /** The round trip: nearer to the edge than that an answer is not certain. */
  readonly marginUs: number;
}

/**
 * Right at the edge of the limit: a fresh key is filled up, then comes one attempt at one of the offsets
 * before or behind the instant at which the limit gives way, then a full recovery, whatever the answer
 * was. Each key takes the offsets in turn, and each begins with another one. One attempt only, because behind one that may have been
 * accepted nothing is certain any more.
 */
export function probing(settings: Probing): Pacing {
  const { offsetsUs, marginUs } = settings;
  return {
    kind: 'probing',
    settings: { offsetsUs, marginUs },
    marginUs,
    meetings: 'none',
    check: (spec, phase) => check(spec, phase, settings),
    paced: (spec, phase, index) => pacedInWaves(spec, phase, rulesOf(spec, settings, index), index),
    words: ({ spec, paced }) => words(spec, settings, paced.stepUs),
    warnings: (parts) => warnings(parts, settings),
  };
}

function check(spec: PlanSpec, { name }: PhaseSpec, { offsetsUs, marginUs }: Probing): void {
  wholeFrom(0, `phase ${name}: marginUs`, marginUs);
  if (offsetsUs.length === 0) throw new RangeError(`phase ${name}: probing needs at least one offset`);
  if (spec.recoveryUs === Infinity) {
    throw new RangeError(
      `phase ${name}: probing tries when a limit gives way, and a key of this one never recovers`,
    );
  }
  const { filledUs, edgeUs } = edgeOf(spec, marginUs);
  for (const offsetUs of offsetsUs) {
    wholeFrom(-Number.MAX_SAFE_INTEGER, `phase ${name}: an offset`, offsetUs);
    if (edgeUs + offsetUs > filledUs) continue;
    throw new RangeError(
      `phase ${name}: an offset of ${signedMs(offsetUs)} is not behind the accept it starts from; the limit gives way ${msText(edgeUs - filledUs)} after it`,
    );
  }
}

function rulesOf(spec: PlanSpec, { offsetsUs, marginUs }: Probing, phaseIndex: number): WaveRules {
  const edge = edgeOf(spec, marginUs);
  const lastUs = edge.edgeUs + Math.max(0, ...offsetsUs);
  return {
    waveUs: lastUs + spec.recoveryUs + Math.max(marginUs, 1),
    openers: edge.openers,
    openerGapUs: edge.openerGapUs,
    openerAim: openerAimOf(spec, phaseIndex),
    recovers: true,
    idleUs: Math.ceil(edge.keptUs / 2),
    staggerUs: Math.floor(edge.keptUs / 2),
    leadMax: edge.openers + 1,
    followersOf: () => probesOf(spec, edge, offsetsUs, marginUs),
  };
}

function probesOf(spec: PlanSpec, edge: Edge, offsetsUs: readonly number[], marginUs: number): Followers {
  const turns = new Map<number, number>();
  return ({ key, nth, fromUs }) => {
    const turn = turns.get(key) ?? key;
    const offsetUs = offsetsUs[turn % offsetsUs.length];
    const atUs = edge.edgeUs + offsetUs;
    if (nth > 0 || atUs < fromUs) return null;
    turns.set(key, turn + 1);
    return { offsetUs: atUs, aim: aimAt(offsetUs, edge, marginUs, spec) };
  };
}

/** Certain where the answers cannot have changed places with the edge, nor with the accepts before it. */
function aimAt(
  offsetUs: number,
  { isKnown, edgeUs, filledUs }: Edge,
  marginUs: number,
  { sureOf }: PlanSpec,
): Aim {
  const roundTripUs = Math.max(1, marginUs);
  if (offsetUs >= marginUs) return sureOf === 'nothing' ? 'open' : 'accept';
  const isSure = isKnown && offsetUs <= -roundTripUs && edgeUs + offsetUs >= filledUs + roundTripUs;
  return isSure ? 'reject' : 'open';
}

function words(spec: PlanSpec, { offsetsUs, marginUs }: Probing, waveUs: number): string[] {
  const edge = edgeOf(spec, marginUs);
  const shown = offsetsUs.slice(0, 12).map(signedMs).join(', ');
  const more = offsetsUs.length > 12 ? ` and ${offsetsUs.length - 12} more` : '';
  const sure = offsetsUs.filter((offsetUs) => aimAt(offsetUs, edge, marginUs, spec) !== 'open').length;
  const filled = edge.openers === 1 ? 'an accept' : `the first of ${edge.openers} accepts`;
  return [
    `a round each ${secondsText(waveUs)}: one attempt ${shortMsText(edge.edgeUs, 3)} after ${filled}, moved by ${shown}${more} in turn`,
    `${sure} of ${countText(offsetsUs.length, 'offset')} ${sure === 1 ? 'is' : 'are'} certain up to a round trip of ${msText(marginUs)}`,
  ];
}

function warnings({ spec, counts }: PhaseParts, { offsetsUs, marginUs }: Probing): string[] {
  const edge = edgeOf(spec, marginUs);
  const found: string[] = [];
  if (!edge.isKnown)
    found.push('nobody knows for sure when this limit refuses: all its refusals may go either way');
  if (marginUs === 0)
    found.push('no margin: nothing is known of the round trip, and at the edge nothing is certain');
  else if (offsetsUs.every((offsetUs) => aimAt(offsetUs, edge, marginUs, spec) === 'open')) {
    found.push(
      `every offset is within ${msText(marginUs)} of the edge, where no answer is provably wrong; add offsets further out`,
    );
  }
  const probes = counts.accepts + counts.rejects + counts.open;
  if (probes < (edge.openers + 1) * offsetsUs.length)
    found.push(
      `only ${countText(probes, 'action')} for ${countText(offsetsUs.length, 'offset')}; plan more steps`,
    );
  return found;
}

function signedMs(us: number): string {
  if (us === 0) return msText(0);
  return us < 0 ? `-${msText(-us)}` : `+${msText(us)}`;
}
