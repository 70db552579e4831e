import type { Attempt } from '../../models/model.js';
import type { KeyFields } from './claims.js';
import type { Readings } from './readings.js';
import { replayed, statesMost, untouched, type States } from './replay.js';

/** Something a certificate claims that cannot be. */
export class Wrong extends Error {}

/** Something this verifier cannot follow. */
export class Beyond extends Error {}

/** A key while it is replayed. */
export interface Course {
  readings: Readings;
  states: States;
  /** The latest instant so far. */
  atUs: number;
}

/** A key before anything happened on it. */
export const courseOf = (readings: Readings): Course => ({
  readings,
  states: untouched(readings),
  atUs: -Infinity,
});

/**
 * Lets an attempt happen on a key. @throws Wrong when the instant is no whole microsecond or lies
 * before the latest one, or when no correct limiter gives that answer. @throws Beyond
 */
export function advance(
  course: Course,
  who: string,
  attempt: Attempt,
  atUs: number,
  answer: 'accept' | 'reject' | null,
): void {
  if (!Number.isSafeInteger(atUs)) throw new Wrong(`${who} has no whole microsecond: ${atUs}`);
  if (atUs < course.atUs)
    throw new Wrong(`${who} at ${atUs} us stands behind what was decided at ${course.atUs} us`);
  const states = replayed(course.readings, course.states, attempt, atUs, answer);
  if (states.length === 0) throw new Wrong(`a correct limiter would not ${answer} ${who} at ${atUs} us`);
  if (states.length > statesMost)
    throw new Beyond(`until ${who} there are more than ${statesMost} ways to read the durations`);
  course.states = states;
  course.atUs = atUs;
}

/** A key in a sentence. */
export const keyText = (key: KeyFields): string =>
  key.length === 0 ? 'the only key' : `key ${JSON.stringify(key)}`;
