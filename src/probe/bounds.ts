import type { Sighting } from '../oracle/contention/search.js';
import { isAccept, isReject, mayAccept } from './evidence.js';
import type { FamilyName } from './families.js';

/** Whole microseconds, both ends included; empty where `least` exceeds `most`. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

/**
 * Between which times the length of a limit must lie, by counting alone: what every accept and every
 * reject of a key demands by itself. Wider than what the searches leave, and much faster.
 */
export function boundsOf(
  name: FamilyName,
  count: number,
  keys: readonly (readonly Sighting[])[],
  isPastKnown: boolean,
): Span {
  let [least, most] = [1, Infinity];
  for (const sightings of keys) {
    const accepts = sightings.filter(isAccept);
    most = Math.min(most, mostUs(name, count, accepts));
    // What these remember of a past nobody knows can be older than any time probed for.
    if (!isPastKnown && (name === 'bucket' || name === 'capacity')) continue;
    for (const reject of sightings.filter(isReject)) {
      const before = sightings.filter((one) => one !== reject && one.startUs <= reject.endUs);
      least = Math.max(least, leastUs(name, count, before, reject.startUs));
    }
  }
  return { least, most };
}

/** The longest the limit can be, as so many were accepted. Accepts are in order of start. */
function mostUs(name: FamilyName, count: number, accepts: readonly Sighting[]): number {
  switch (name) {
    case 'cooldown':
    case 'log':
      return shortestSpan(accepts, count + 1);
    case 'bucket':
      return longestRefill(accepts, count);
    case 'debounce':
    case 'windowFromLast':
    case 'windowRestarting':
      return shortestPause(accepts, count + 1);
    case 'window':
    case 'clock':
      // Of three windows in a row the one in the middle is over.
      return shortestSpan(accepts, 2 * count + 1);
    case 'capacity':
      return accepts.length > count ? 0 : Infinity;
  }
}

/** The shortest the limit can be, as an attempt after these was refused at `atUs` or later. */
function leastUs(name: FamilyName, count: number, before: readonly Sighting[], atUs: number): number {
  const ends = before
    .filter(mayAccept)
    .map(({ endUs }) => endUs)
    .sort((a, b) => b - a);
  if (ends.length < count) return Infinity;
  switch (name) {
    case 'cooldown':
    case 'log':
    case 'window':
    case 'clock':
      return atUs - ends[count - 1] + 1;
    case 'bucket': {
      let least = Infinity;
      for (let taken = count; taken <= ends.length; taken++)
        least = Math.min(least, Math.floor((atUs - ends[taken - 1]) / (taken - count + 1)) + 1);
      return least;
    }
    case 'windowFromLast':
      return atUs - ends[0] + 1;
    case 'debounce':
    case 'windowRestarting':
      return atUs - Math.max(...before.map(({ endUs }) => endUs)) + 1;
    case 'capacity':
      return 1;
  }
}

/** The least time from the first to the last of so many accepts in a row. */
function shortestSpan(accepts: readonly Sighting[], count: number): number {
  let shortest = Infinity;
  for (let from = 0; from + count <= accepts.length; from++)
    shortest = Math.min(shortest, latestEnd(accepts, from, from + count) - accepts[from].startUs);
  return shortest;
}

/** Among so many accepts in a row there must be a pause as long as the limit. */
function shortestPause(accepts: readonly Sighting[], count: number): number {
  const pauses = accepts
    .slice(1)
    .map(({ endUs }, index) => Math.max(endUs, accepts[index].endUs) - accepts[index].startUs);
  let shortest = Infinity;
  for (let from = 0; from + count <= accepts.length; from++) {
    const within = Math.max(...pauses.slice(from, from + count - 1));
    shortest = Math.min(shortest, within);
  }
  return shortest;
}

function longestRefill(accepts: readonly Sighting[], count: number): number {
  let longest = Infinity;
  for (let from = 0; from < accepts.length; from++)
    for (let to = from + count + 1; to <= accepts.length; to++) {
      const us = latestEnd(accepts, from, to) - accepts[from].startUs;
      longest = Math.min(longest, Math.floor(us / (to - from - count)));
    }
  return longest;
}

function latestEnd(accepts: readonly Sighting[], from: number, to: number): number {
  let latest = -Infinity;
  for (let index = from; index < to; index++) latest = Math.max(latest, accepts[index].endUs);
  return latest;
}
