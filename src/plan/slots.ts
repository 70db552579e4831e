import type { CertainZone } from './certain-zone.js';
import type { Edge } from './edge.js';
import type { Random } from './random.js';
import { rejectPlacesOf } from './reject-places.js';
import type { Followers } from './waves.js';

/** More slots than this make no difference. */
const slotsMax = 64;

/**
 * The zone of certain refusals, cut so that a user can be refused several times in it with its answers
 * between: at most as many slots as are wanted, a round trip apart.
 */
export function slotsOf({ zone, keptUs }: Edge, wanted: number): readonly CertainZone[] {
  if (zone === null) return [];
  const gapUs = Math.max(1, keptUs);
  const lengthUs = zone.toUs - zone.fromUs;
  const count = Math.max(1, Math.min(wanted, Math.floor(lengthUs / gapUs) + 1, slotsMax));
  const slotUs = Math.floor((lengthUs - (count - 1) * gapUs) / count);
  return Array.from({ length: count }, (_, index) => {
    const fromUs = zone.fromUs + index * (slotUs + gapUs);
    const toUs = index === count - 1 ? zone.toUs : fromUs + slotUs;
    return { fromUs, toUs, lateFromUs: Math.max(fromUs, toUs - Math.floor(keptUs / 10)) };
  });
}

/** How many of the actions are to be refused. */
export interface Owed {
  /** The share of the actions so far. */
  readonly share: number;
  /** How far rejects may be ahead of it, so that accepts at the very end do not lower it. */
  readonly ahead: number;
  /** Of all actions of the phase. */
  readonly most: number;
  /** How many are expected on one key in a wave. */
  readonly perKey: number;
}

/**
 * Refused as long as rejects are owed. Those on one key go from slot to slot, each into the next one in
 * which its user is idle.
 */
export function followersOf(slots: readonly CertainZone[], owed: Owed, random: Random): Followers {
  const places = slots.map((slot) => rejectPlacesOf(slot, random));
  let rejects = 0;
  return ({ nth, fromUs, placed }) => {
    const wanted = Math.min(owed.most, owed.share * (placed + 1) + owed.ahead);
    if (rejects + 1 > wanted + 1e-6) return null;
    const first = Math.min(Math.floor((nth * slots.length) / owed.perKey), slots.length - 1);
    const slot = slots.findIndex((each, index) => index >= first && each.fromUs >= fromUs);
    if (slot < 0) return null;
    const [draw] = places[slot].inTurn();
    const offsetUs = draw();
    places[slot].took(offsetUs);
    rejects++;
    return { offsetUs, aim: 'reject' };
  };
}
