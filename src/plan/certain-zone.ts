/** Offsets after an accept, in microseconds, both ends included. */
export interface CertainZone {
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * Where an attempt after an accept is certainly refused: the middle third of the spacing. The
 * verdict is certain while the attempt is sent after the accept was answered and is answered itself
 * before the spacing has passed since the accept was sent, that is between one round trip after it
 * and one round trip before the end; the middle third leaves a third of the spacing on both sides.
 * `null` where the spacing is too short to have a middle.
 */
export function certainZoneOf(spacingUs: number): CertainZone | null {
  if (spacingUs < 6) return null;
  return { fromUs: Math.ceil(spacingUs / 3), toUs: Math.floor((spacingUs * 2) / 3) };
}

/** The longest round trip at which every place in the zone stays certain. */
export function roundTripUsMaxOf(spacingUs: number): number {
  return Math.max(0, Math.ceil(spacingUs / 3) - 1);
}

/**
 * How many rejects make up a share of all actions beside so many accepts, rounded down. The tiny
 * addend undoes the rounding of shares like 0.1 that have no exact binary form.
 */
export function rejectsWanted(accepts: number, share: number): number {
  return Math.floor((accepts * share) / (1 - share) + 1e-6);
}
