import type { Attempt, Model } from '../../models/model.js';
import type { Testimony } from './testimony.js';

/** A few actions of one key, to be tried in every way. */
export interface Trial {
  /** The limiter may go by any of these at each decision. */
  readonly readings: readonly Model[];
  readonly actions: readonly Testimony[];
  /** The instants to try, ascending. */
  readonly instants: readonly number[];
  /** Somebody unseen may have tried the key until then; `-Infinity`: nobody, `Infinity`: at any time. */
  readonly unseenUntilUs: number;
  /** What those unseen may have tried. */
  readonly unseen: readonly Attempt[];
}

/** One way it can have been: who was decided when; an index of `actions`, or -1 for somebody unseen. */
export type Way = readonly { readonly action: number; readonly atUs: number }[];

/** The way found; `none`: there is none; `gave-up`: more steps than were granted. */
export type Found = Way | 'none' | 'gave-up';

/** Sets of actions are numbers of so many bits. */
export const actionsMost = 30;

/**
 * Tries every order and every instant: goes through the instants, and at each lets any waiting action
 * happen that the model answers as was seen, an unknown one whatever it is answered, or never.
 */
export function tryEverything(trial: Trial, stepsMost: number): Found {
  const { actions, readings } = trial;
  const must = actions.reduce(
    (mask, { answer }, bit) => (answer === 'unknown' ? mask : mask | (1 << bit)),
    0,
  );
  const attempt: Attempting = { ...trial, must, dead: new Set(), way: [], left: stepsMost };
  const all = 2 ** actions.length - 1;
  if (explained(attempt, all, 0, readings[0].init())) return attempt.way;
  return attempt.left > 0 ? 'none' : 'gave-up';
}

interface Attempting extends Trial {
  readonly must: number;
  /** What was tried from here on and led nowhere. */
  readonly dead: Set<string>;
  readonly way: { readonly action: number; readonly atUs: number }[];
  left: number;
}

/** Whether those that wait can be explained from an instant on. */
function explained(trial: Attempting, waiting: number, from: number, state: unknown): boolean {
  const { actions, instants, must, dead } = trial;
  if ((waiting & must) === 0) return true;
  const text = JSON.stringify(state);
  for (let index = from; index < instants.length; index++) {
    const place = `${waiting} ${index} ${text}`;
    if (dead.has(place)) return false;
    if (--trial.left <= 0) return false;
    dead.add(place);
    const atUs = instants[index];
    if (actions.some(({ endUs }, bit) => (waiting & must & (1 << bit)) !== 0 && endUs < atUs)) return false;
    if (happens(trial, waiting, index, state, text)) return true;
  }
  return false;
}

/** Whether it can be explained by letting somebody happen at this very instant. */
function happens(trial: Attempting, waiting: number, index: number, state: unknown, text: string): boolean {
  const { actions, instants, readings, way } = trial;
  const atUs = instants[index];
  for (let bit = 0; bit < actions.length; bit++) {
    const { startUs, endUs, answer, attempt } = actions[bit];
    if ((waiting & (1 << bit)) === 0 || atUs < startUs || atUs > endUs) continue;
    for (const reading of readings) {
      const { accepts, next } = reading.decide(state, attempt, atUs);
      if (answer !== 'unknown' && accepts !== (answer === 'accept')) continue;
      way.push({ action: bit, atUs });
      if (explained(trial, waiting & ~(1 << bit), index, next)) return true;
      way.pop();
    }
  }
  return atUs <= trial.unseenUntilUs && unseenHappens(trial, waiting, index, state, text);
}

/** The same by letting somebody unseen happen. */
function unseenHappens(
  trial: Attempting,
  waiting: number,
  index: number,
  state: unknown,
  text: string,
): boolean {
  const { instants, readings, way, unseen } = trial;
  for (const attempt of unseen) {
    for (const reading of readings) {
      const { next } = reading.decide(state, attempt, instants[index]);
      if (JSON.stringify(next) === text) continue;
      way.push({ action: -1, atUs: instants[index] });
      if (explained(trial, waiting, index, next)) return true;
      way.pop();
    }
  }
  return false;
}
