import type { History } from '../history/history.js';
import type { Attempt, Model } from '../models/model.js';
import type { ProbeStep, Round } from './contract.js';

/** One attempt with the numbers of a probe, and where it was sent from. */
export interface Try extends ProbeStep {
  /** Another one for every user in every round. */
  readonly connection: string;
}

/** One attempt that was answered. */
export interface Answered extends Try {
  readonly startUs: number;
  readonly endUs: number;
  readonly isAccepted: boolean;
}

/** A limiter as a model has it: what it answers, and what it then remembers. */
export interface Limiter {
  answer(attempt: Try, atUs: number): boolean;
  /** What it would answer, without remembering it. */
  wouldAccept(attempt: Try, atUs: number): boolean;
  /** Another one with the same memory. */
  copy(): Limiter;
}

/** A limiter that remembers nothing yet, or what `states` says of each key. */
export function limiterOf(model: Model, states: ReadonlyMap<string, unknown> = new Map()): Limiter {
  const own = new Map(states);
  const decided = (key: string, atUs: number) =>
    model.decide(own.has(key) ? own.get(key) : model.init(), tried, atUs);
  return {
    answer(attempt, atUs) {
      const key = keyOf(model, attempt);
      const { accepts, next } = decided(key, atUs);
      own.set(key, next);
      return accepts;
    },
    wouldAccept: (attempt, atUs) => decided(keyOf(model, attempt), atUs).accepts,
    copy: () => limiterOf(model, own),
  };
}

/** Costs and names make no difference to the limits a probe thinks of; the key is made from numbers. */
const tried: Attempt = { user: '', resource: '', action: 'act', cost: 1 };

function keyOf({ per }: Model, { user, resource, connection }: Try): string {
  return per
    .map((field) => (field === 'user' ? user : field === 'resource' ? resource : connection))
    .join('/');
}

/** What was answered so far, in order of sending, with the users and resources of the rounds it was asked in. */
export function answeredOf(history: History, rounds: readonly Round[]): readonly Answered[] {
  const roundOf = new Map(rounds.map((round, index) => [round.name, { round, index }]));
  const phases = history.codes('phase');
  const answered: Answered[] = [];
  for (let row = 0; row < history.length; row++) {
    const kind = history.outcomeAt(row);
    if (kind !== 'accepted' && kind !== 'rejected') continue;
    const asked = phases[row] < 0 ? undefined : roundOf.get(history.text('phase', phases[row]));
    const step = asked?.round.steps[history.actionAt(row).step];
    if (asked === undefined || step === undefined) continue;
    const [startUs, endUs] = [history.sentAtUs[row], history.settledAtUs[row]];
    const connection = connectionOf(asked.index, step.user);
    answered.push({ ...step, connection, startUs, endUs, isAccepted: kind === 'accepted' });
  }
  return answered;
}

export const connectionOf = (round: number, user: number): string => `${round}.${user}`;

/**
 * A limiter after everything that was answered, decided in the middle of each window, or at that end of
 * it at which the model answers as was seen.
 */
export function replayed(model: Model, answered: readonly Answered[]): Limiter {
  let limiter = limiterOf(model);
  for (const attempt of answered) {
    const { startUs, endUs, isAccepted } = attempt;
    const middle = limiter.copy();
    if (middle.answer(attempt, Math.floor((startUs + endUs) / 2)) === isAccepted) {
      limiter = middle;
      continue;
    }
    const other = limiter.copy();
    limiter = other.answer(attempt, isAccepted ? endUs : startUs) === isAccepted ? other : middle;
  }
  return limiter;
}
