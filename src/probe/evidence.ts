import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Budget } from '../oracle/contention/budget.js';
import { partitionOf } from '../oracle/contention/partition.js';
import type { Sighting } from '../oracle/contention/search.js';
import { sightingsOf } from '../oracle/contention/searched/stretches.js';
import { seen, wideningOf, windowsOf } from '../oracle/contention/windows.js';
import type { ProbeSpec } from './contract.js';

/** Steps of all searches after one round: those that find nothing with it show nothing. */
const stepsTogether = 200_000;

/** What was seen so far, in the windows the judge would judge it in. */
export interface Evidence {
  readonly history: History;
  readonly assumptions: Assumptions;
  /** Until when somebody may have used the keys unseen; `null`: nobody has. */
  readonly pastUntilUs: number | null;
  /** When nothing was under way any more; 0 where nothing was sent. */
  readonly endUs: number;
  /** The sum of the two narrowest windows: closer than this no single answer tells two times apart. */
  readonly resolutionUs: number;
  /** How many steps all searches in it may take together. */
  readonly pool: Budget;
  /** What happened key by key, if the limit is counted on these fields; the same object for the same fields. */
  keys(per: readonly KeyField[]): Keys;
}

/** The sightings of each key, in order of time. */
export interface Keys {
  readonly all: readonly (readonly Sighting[])[];
  /** Which rows fall together: equal texts, equal keys. */
  readonly signature: string;
}

/** A history as evidence. Where the past is unknown, the first round comes a longest time after it. */
export function evidenceOf(history: History, spec: ProbeSpec): Evidence {
  const assumptions: Assumptions = { ...spec.assumptions, initial: 'fresh', state: 'durable' };
  const windows = windowsOf(history, wideningOf(assumptions, false), assumptions.horizonUs);
  const setting = { initial: 'fresh', isAlone: true, restarts: [], forgetsAfterUs: Infinity } as const;
  const known = new Map<string, Keys>();
  return {
    history,
    assumptions,
    pool: { left: stepsTogether },
    pastUntilUs: spec.fresh || history.length === 0 ? null : history.sentAtUs[0] - spec.longestUs,
    endUs: lastUs(history),
    resolutionUs: narrowestTwoUs(windows.startUs, windows.endUs),
    keys(per) {
      const name = per.join('+');
      const found = known.get(name);
      if (found !== undefined) return found;
      const { keys, rows, from } = partitionOf(history, per);
      const all = Array.from({ length: keys }, (_, key) =>
        sightingsOf(windows, rows.subarray(from[key], from[key + 1]), setting),
      ).filter((sightings) => sightings.length > 0);
      const made = { all, signature: all.map((one) => one.map(({ row }) => row).join()).join(';') };
      known.set(name, made);
      return made;
    },
  };
}

/** Whether an answer was certainly an accept, or can have been one. */
export const isAccept = ({ seen: kind }: Sighting): boolean => kind === seen.accept;
export const mayAccept = ({ seen: kind }: Sighting): boolean => kind === seen.accept || kind === seen.unknown;
export const isReject = ({ seen: kind }: Sighting): boolean => kind === seen.reject;

function lastUs({ length, sentAtUs, settledAtUs }: History): number {
  let last = 0;
  for (let row = 0; row < length; row++)
    for (const us of [sentAtUs[row], settledAtUs[row]]) if (Number.isFinite(us)) last = Math.max(last, us);
  return last;
}

function narrowestTwoUs(startUs: Float64Array, endUs: Float64Array): number {
  let [least, second] = [Infinity, Infinity];
  for (let row = 0; row < startUs.length; row++) {
    const us = endUs[row] - startUs[row];
    if (Number.isNaN(us) || us >= second) continue;
    if (us < least) [least, second] = [us, least];
    else second = us;
  }
  return least + second;
}
