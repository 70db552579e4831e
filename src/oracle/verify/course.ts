import type { Attempt, Model } from '../../models/model.js';
import type { KeyFields } from './claims.js';
import type { Length, Readings } from './readings.js';

/** Something a certificate claims that cannot be. */
export class Wrong extends Error {}

/** A key while it is replayed. */
export interface Course {
  readings: Readings;
  /** What the limiter remembers. */
  state: unknown;
  /** The latest instant so far. */
  atUs: number;
}

/** A key before anything happened on it. */
export const courseOf = (readings: Readings): Course => ({
  readings,
  state: readings.declared.init(),
  atUs: -Infinity,
});

/** What is said to have happened on a key. */
export interface Happening {
  /** In a sentence. */
  readonly who: string;
  readonly attempt: Attempt;
  readonly atUs: number;
  /** `null`: whatever the model answered. */
  readonly answer: 'accept' | 'reject' | null;
  /** The lengths the limiter went by; absent: those that were declared. */
  readonly by: Length | undefined;
}

/**
 * Lets something happen on a key. @throws Wrong when the instant is no whole microsecond or lies
 * before the latest one, or when a correct limiter answers otherwise.
 */
export function advance(course: Course, { who, attempt, atUs, answer, by }: Happening): void {
  if (!Number.isSafeInteger(atUs)) throw new Wrong(`${who} has no whole microsecond: ${atUs}`);
  if (atUs < course.atUs)
    throw new Wrong(`${who} at ${atUs} us stands behind what was decided at ${course.atUs} us`);
  const { accepts, next } = readBy(course.readings, who, by).decide(course.state, attempt, atUs);
  if (answer !== null && accepts !== (answer === 'accept'))
    throw new Wrong(`a correct limiter would not ${answer} ${who} at ${atUs} us`);
  course.state = next;
  course.atUs = atUs;
}

function readBy({ declared, others }: Readings, who: string, by: Length | undefined): Model {
  if (by === undefined) return declared;
  const other = others.find((one) => one.by === by);
  if (other === undefined) throw new Wrong(`the assumptions know no ${by} lengths for ${who}`);
  return other.model;
}

/** A key in a sentence. */
export const keyText = (key: KeyFields): string =>
  key.length === 0 ? 'the only key' : `key ${JSON.stringify(key)}`;
