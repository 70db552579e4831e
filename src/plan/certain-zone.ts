/** Offsets after an accept, in microseconds, both ends included. */
export interface CertainZone {
  readonly fromUs: number;
  readonly toUs: number;
  /** From here to the end an attempt is as late as is certain. */
  readonly lateFromUs: number;
}

/**
 * Where an attempt after an accept is certainly refused. The verdict is certain while the attempt is
 * sent after the accept was answered and is answered itself before the spacing has passed since the
 * accept was sent: between one round trip after it and one round trip before the end. The margin of
 * a phase is the round trip it allows for. `null` where the spacing is too short to have a middle.
 */
export function certainZoneOf(spacingUs: number, marginUs: number): CertainZone | null {
  if (spacingUs < 6) return null;
  const keptUs = roundTripUsMaxOf(spacingUs, marginUs);
  const toUs = spacingUs - keptUs;
  return { fromUs: keptUs, toUs, lateFromUs: Math.max(keptUs, toUs - Math.floor(keptUs / 10)) };
}

/**
 * The longest round trip at which every place in the zone stays certain: the margin. A margin of
 * half the spacing or more leaves the very middle only, and no margin at all, which allows for no
 * round trip, the middle third.
 */
export function roundTripUsMaxOf(spacingUs: number, marginUs: number): number {
  if (marginUs === 0) return Math.ceil(spacingUs / 3);
  return Math.min(marginUs, Math.floor((spacingUs - 1) / 2));
}

/**
 * How many rejects make up a share of all actions beside so many accepts, rounded down. The tiny
 * addend undoes the rounding of shares like 0.1 that have no exact binary form.
 */
export function rejectsWanted(accepts: number, share: number): number {
  return Math.floor((accepts * share) / (1 - share) + 1e-6);
}
