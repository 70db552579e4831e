import type { Membership, Stay } from './memberships.js';

/** The members of a room at one action after another, in order of sending. */
export interface Sweep {
  /** Each stay that surely holds a stretch of time and a moment more, in no order. `fromUs` never falls. */
  covering(fromUs: number, toUs: number, visit: (connection: number) => void): void;
  /** Each stay that may have a moment in a stretch of time. `fromUs` never falls. */
  meeting(fromUs: number, toUs: number, visit: (connection: number) => void): void;
}

/** What has ended before an action is never looked at again, so that a room costs what its members cost. */
export function sweepOf({ sure, perhaps }: Membership): Sweep {
  const present = lane(sure);
  const possible = lane(perhaps);
  return {
    covering(fromUs, toUs, visit) {
      for (const stay of present.upTo(fromUs))
        if (stay.fromUs < fromUs && stay.toUs > toUs) visit(stay.connection);
    },
    meeting(fromUs, toUs, visit) {
      for (const stay of possible.upTo(fromUs)) visit(stay.connection);
      for (let index = possible.next(); index < perhaps.length && perhaps[index].fromUs <= toUs; index++)
        visit(perhaps[index].connection);
    },
  };
}

/** Stays that have begun and not ended. */
function lane(stays: readonly Stay[]) {
  const active: Stay[] = [];
  let next = 0;
  return {
    next: () => next,
    upTo(atUs: number): readonly Stay[] {
      for (; next < stays.length && stays[next].fromUs <= atUs; next++) active.push(stays[next]);
      let kept = 0;
      for (const stay of active) if (stay.toUs >= atUs) active[kept++] = stay;
      active.length = kept;
      return active;
    },
  };
}
