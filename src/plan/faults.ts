import type { Fault, FaultSpec, PlannedFault } from './plan.js';
import { randomOf } from './random.js';

/** What the expansion of faults depends on besides them. */
export interface FaultSetting {
  readonly seed: string;
  readonly users: number;
  /** Faults that repeat do so until then. */
  readonly durationUs: number;
  /** When each user comes who does not come before the start; absent: nobody. A fault is for those who are there. */
  readonly arrivesAtUs?: readonly (number | null)[];
}

/**
 * The faults of a plan as they will be made: repetitions one by one, those for a share of the users with the users
 * that the seed chose, each repetition others; in order of time, equal times in the order in which they are written.
 */
export function plannedFaultsOf(
  faults: readonly FaultSpec[],
  setting: FaultSetting,
): readonly PlannedFault[] {
  return faults
    .flatMap((spec, index) =>
      occurrencesOf(spec, setting.durationUs).map((fault, turn) => ({
        ...fault,
        users: 'share' in fault ? chosenUsers(fault, `fault ${index}.${turn}`, setting) : [],
      })),
    )
    .sort((a, b) => a.atUs - b.atUs);
}

/** A fault as values in a fixed order, for the hash of a plan. */
export function faultFields(fault: FaultSpec): readonly unknown[] {
  const names = Object.keys(fault).sort();
  return names.map((name) => [name, Reflect.get(fault, name)]);
}

/** @throws RangeError for a repetition after no time at all. */
function occurrencesOf({ everyUs, ...fault }: FaultSpec, durationUs: number): readonly Fault[] {
  if (everyUs === undefined) return [fault];
  if (!(everyUs > 0)) throw new RangeError('a fault that repeats needs some time in between');
  const repeats = Math.max(0, Math.floor((durationUs - fault.atUs) / everyUs));
  return Array.from({ length: repeats + 1 }, (_, turn) => ({ ...fault, atUs: fault.atUs + turn * everyUs }));
}

/** As many as are nearest to the share, half a user up, but somebody where somebody is there; in order. */
function chosenUsers(
  { share, atUs }: { readonly share: number; readonly atUs: number },
  name: string,
  { seed, users, arrivesAtUs = [] }: FaultSetting,
): readonly number[] {
  const there = Array.from({ length: users }, (_, user) => user).filter(
    (user) => (arrivesAtUs[user] ?? 0) <= atUs,
  );
  const count = Math.min(there.length, Math.max(1, Math.round(share * there.length)));
  const random = randomOf(seed, name);
  // The first part of a Fisher-Yates shuffle: every choice of so many users is equally likely.
  for (let place = 0; place < count; place++) {
    const other = place + random.below(there.length - place);
    [there[place], there[other]] = [there[other], there[place]];
  }
  return there.slice(0, count).sort((a, b) => a - b);
}
