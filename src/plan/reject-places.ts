import type { CertainZone } from './certain-zone.js';
import type { Random } from './random.js';

/** Draws a place in the certain zone: microseconds after the accept. */
export type PlaceDrawer = () => number;

/** Where the rejects of a phase go. */
export interface RejectPlaces {
  /** The two kinds of places, the one to be tried first ahead. */
  inTurn(): readonly PlaceDrawer[];
  /** To be called with each place that was taken. */
  took(placeUs: number): void;
}

/** The golden section: steps of it, modulo 1, fill the unit interval more evenly than chance does. */
const goldenShare = 0.6180339887498949;

/**
 * Half of the rejects go as late as is certain, because that is where a cooldown that is only a
 * little too short shows; the others go evenly over the whole zone, because a server may also be
 * wrong in the middle only. When one kind finds nobody idle the other is tried, and what it lost is
 * made up for by those that follow.
 */
export function rejectPlacesOf({ fromUs, toUs, lateFromUs }: CertainZone, random: Random): RejectPlaces {
  let share = random.unit();
  let all = 0;
  let lates = 0;
  const late: PlaceDrawer = () => {
    // Squared: most of them come in the last quarter of what is late already.
    const early = random.unit();
    return toUs - Math.floor(early * early * (toUs - lateFromUs + 1));
  };
  const even: PlaceDrawer = () => {
    share = (share + goldenShare) % 1;
    return fromUs + Math.floor(share * (toUs - fromUs + 1));
  };
  return {
    inTurn: () => (lates * 2 <= all ? [late, even] : [even, late]),
    took: (placeUs) => {
      all++;
      if (placeUs >= lateFromUs) lates++;
    },
  };
}
