import type { History } from '../history/history.js';
import type { Attempt, Model } from '../models/model.js';
import type { ProbeStep, Round } from './contract.js';

/** One attempt with the numbers of a probe, and the keys it falls on. */
export interface Try extends ProbeStep {
  /** By the fields of a key, joined by `+`. */
  readonly keys: Readonly<Record<string, string>>;
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
function limiterOf(model: Model, states?: ReadonlyMap<string, unknown>): Limiter {
  const own = new Map(states);
  const fields = model.per.join('+');
  const initial = model.init();
  const decided = (key: string, atUs: number) =>
    model.decide(own.has(key) ? own.get(key) : initial, tried, atUs);
  return {
    answer({ keys }, atUs) {
      const key = keys[fields];
      const { accepts, next } = decided(key, atUs);
      own.set(key, next);
      return accepts;
    },
    wouldAccept: ({ keys }, atUs) => decided(keys[fields], atUs).accepts,
    copy: () => limiterOf(model, own),
  };
}

/** Costs and names make no difference to the limits a probe thinks of; the key is made from numbers. */
const tried: Attempt = { user: '', resource: '', action: 'act', cost: 1 };

/** A step of a round, counted from 0, with its keys. Every user has another connection in every round. */
export function tryOf(step: ProbeStep, round: number): Try {
  const { user, resource, atUs } = step;
  const connection = `${round}.${user}`;
  const keys = {
    '': '',
    user: `${user}`,
    resource: `${resource}`,
    connection,
    'user+resource': `${user}/${resource}`,
    'connection+resource': `${connection}/${resource}`,
  };
  return { user, resource, atUs, keys };
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
    answered.push({ ...tryOf(step, asked.index), startUs, endUs, isAccepted: kind === 'accepted' });
  }
  return answered;
}

/**
 * A limiter after everything that was answered, decided in the middle of each window, or at that end of
 * it at which the model answers as was seen.
 */
export function replayed(model: Model, answered: readonly Answered[]): Limiter {
  const limiter = limiterOf(model);
  for (const attempt of answered) {
    const { startUs, endUs, isAccepted } = attempt;
    const middleUs = Math.floor((startUs + endUs) / 2);
    const otherUs = isAccepted ? endUs : startUs;
    const isOther =
      limiter.wouldAccept(attempt, middleUs) !== isAccepted &&
      limiter.wouldAccept(attempt, otherUs) === isAccepted;
    limiter.answer(attempt, isOther ? otherUs : middleUs);
  }
  return limiter;
}
