import { firstAtLeast } from '../sorted.js';
import type { Question, Sighting } from '../search.js';

/** The actions of a question, to be found by the time of their windows. */
export interface Nearby {
  /** Those with windows that meet the closed `[fromUs, toUs]`, in no order. */
  meeting(fromUs: number, toUs: number): readonly Sighting[];
}

const known = new WeakMap<Question['actions'], Nearby>();

/** Made once for each question, however many of its actions are asked about. */
export function nearbyOf({ actions }: Question): Nearby {
  const made = known.get(actions);
  if (made !== undefined) return made;
  const nearby = nearbyAmong(actions);
  known.set(actions, nearby);
  return nearby;
}

/** Open ones are kept apart, so that one of them does not make everything near. */
function nearbyAmong(actions: Question['actions']): Nearby {
  const bounded = actions.filter(({ endUs }) => endUs !== Infinity);
  const open = actions.filter(({ endUs }) => endUs === Infinity);
  const startsUs = Float64Array.from(bounded, ({ startUs }) => startUs);
  const latestEndUs = new Float64Array(bounded.length);
  bounded.forEach(({ endUs }, index) => {
    latestEndUs[index] = index === 0 ? endUs : Math.max(endUs, latestEndUs[index - 1]);
  });
  return {
    meeting(fromUs, toUs) {
      const found: Sighting[] = [];
      for (let index = firstAtLeast(startsUs, startsUs.length, toUs + 1) - 1; index >= 0; index--) {
        if (latestEndUs[index] < fromUs) break;
        if (bounded[index].endUs >= fromUs) found.push(bounded[index]);
      }
      for (const one of open) {
        if (one.startUs > toUs) break;
        found.push(one);
      }
      return found;
    },
  };
}
