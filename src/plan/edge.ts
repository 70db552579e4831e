import { burstOf } from './burst.js';
import { certainZoneOf, roundTripUsMaxOf, type CertainZone } from './certain-zone.js';
import type { PlanSpec } from './plan.js';

/** A fresh key filled up, and when it gives way again. Times are microseconds since its first accept. */
export interface Edge {
  /** How many accepts fill it up, how far apart, and when the last of them comes. */
  readonly openers: number;
  readonly openerGapUs: number;
  readonly filledUs: number;
  /** From when on one more is accepted; `Infinity`: never. */
  readonly edgeUs: number;
  /** The round trip at which every answer before the edge is certain. */
  readonly keptUs: number;
  /** Where refusals are certain; `null` where the limit makes none certain, or leaves no room. */
  readonly zone: CertainZone | null;
  /** Whether a key that is full is known to refuse. */
  readonly isKnown: boolean;
  /** Whether refusals put off the edge. */
  readonly restarts: boolean;
}

/** How long a key that never gives way is left alone at least. */
const leastPauseUs = 1000;

/** The edge of the limit of a plan, where answers take up to `marginUs`. */
export function edgeOf(spec: PlanSpec, marginUs: number): Edge {
  const burst = burstOf(spec) ?? unknownBurst(spec);
  const { accepts, refusedForUs, from, restarts } = burst;
  const isKnown = burstOf(spec) !== null;
  const openerGapUs = gapOf(accepts, refusedForUs, marginUs);
  const filledUs = (accepts - 1) * openerGapUs;
  const edgeUs = refusedForUs + (from === 'last' ? filledUs : 0);
  const lastsUs = edgeUs - filledUs;
  const keptUs =
    lastsUs === Infinity ? Math.max(marginUs, leastPauseUs) : roundTripUsMaxOf(lastsUs, marginUs);
  const zone = lastsUs === Infinity ? foreverFrom(keptUs) : certainZoneOf(lastsUs, marginUs);
  const common = { openers: accepts, openerGapUs, filledUs, edgeUs, keptUs, isKnown, restarts };
  return { ...common, zone: zone === null || !isKnown ? null : moved(zone, filledUs) };
}

/** Where nobody knows what a burst does: one accept, which a spacing is enough for. */
function unknownBurst({ spacingUs }: PlanSpec): NonNullable<ReturnType<typeof burstOf>> {
  return { accepts: 1, refusedForUs: spacingUs, from: 'last', restarts: false };
}

/** A margin, or less where the accepts would take more than half of the time that is left for refusals. */
function gapOf(accepts: number, refusedForUs: number, marginUs: number): number {
  const wantedUs = Math.max(marginUs, 1);
  if (accepts === 1 || refusedForUs === Infinity) return wantedUs;
  const roomUs = Math.max(0, refusedForUs - 2 * marginUs) / 2;
  return Math.max(1, Math.min(wantedUs, Math.floor(roomUs / (accepts - 1))));
}

/** The zone of a key that never gives way needs to be no longer than this. */
function foreverFrom(keptUs: number): CertainZone {
  return { fromUs: keptUs, toUs: 2 * keptUs, lateFromUs: 2 * keptUs };
}

function moved({ fromUs, toUs, lateFromUs }: CertainZone, byUs: number): CertainZone {
  return { fromUs: fromUs + byUs, toUs: toUs + byUs, lateFromUs: lateFromUs + byUs };
}
