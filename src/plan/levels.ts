import type { Rate } from './rate.js';

/** A stretch of time in which the load stays or goes linearly from one level to another. */
export interface Stretch {
  readonly forUs: number;
  readonly from: Level;
  readonly to: Level;
}

/** How much load there is: how many actions in which time, by how many users. */
export interface Level extends Rate {
  readonly users: number;
}

/** When the next arrival is, and how many users take turns then. */
export interface Arrival {
  readonly atUs: number;
  readonly users: number;
}

/** How many arrivals all stretches hold: the area under their rates. */
export function countIn(stretches: readonly Stretch[]): number {
  return stretches.reduce((total, stretch) => total + areaOf(stretch), 0);
}

function areaOf({ forUs, from, to }: Stretch): number {
  return ((from.count * forUs) / from.perUs + (to.count * forUs) / to.perUs) / 2;
}

/**
 * When as many arrivals have come as `order` says: where the area under the rates reaches it. Call it
 * with numbers that never fall; `null`: the stretches are over. Only + - × ÷ √, which every machine
 * rounds alike.
 */
export function arrivalsOf(stretches: readonly Stretch[]): (order: number) => Arrival | null {
  let index = 0;
  let beginUs = 0;
  let before = 0;
  return (order) => {
    for (; index < stretches.length; index++) {
      const stretch = stretches[index];
      const area = areaOf(stretch);
      if (order < before + area) return arrivalAt(stretch, beginUs, order - before);
      before += area;
      beginUs += stretch.forUs;
    }
    return null;
  };
}

function arrivalAt(stretch: Stretch, beginUs: number, area: number): Arrival {
  const { forUs, from, to } = stretch;
  const sinceUs = Math.min(forUs, timeOf(stretch, area));
  const users = forUs === Infinity ? to.users : from.users + ((to.users - from.users) * sinceUs) / forUs;
  return { atUs: Math.floor(beginUs + sinceUs), users: Math.max(1, Math.ceil(users)) };
}

/** Solves for the time at which the area under a straight line is reached; the form that does not cancel out. */
function timeOf({ forUs, from, to }: Stretch, area: number): number {
  if (area === 0) return 0;
  if (forUs === Infinity || from.count * to.perUs === to.count * from.perUs)
    return (area * from.perUs) / from.count;
  const startRate = from.count / from.perUs;
  const slope = (to.count / to.perUs - startRate) / forUs;
  return (2 * area) / (startRate + Math.sqrt(Math.max(0, startRate * startRate + 2 * slope * area)));
}
