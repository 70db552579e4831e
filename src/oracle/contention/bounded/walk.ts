import type { Budget } from '../budget.js';
import { firstAtLeast } from '../sorted.js';
import type { Act, Pending } from './pending.js';
import type { Reading } from './reading.js';
import type { Traits } from './traits.js';
import { unansweredOf, type Used } from './unanswered.js';

/** How far an explanation has come. */
interface Place {
  /** All answered actions before this one are explained. */
  readonly front: number;
  /** Those behind the front that are explained as well, in order. */
  readonly ahead: readonly number[];
  readonly used: Used;
  readonly atUs: number;
  readonly state: unknown;
  readonly text: string;
}

/** What there is to go through. */
export interface Ground {
  readonly pending: Pending;
  readonly reading: Reading;
  readonly traits: Traits;
  readonly instantsUs: Float64Array;
}

/**
 * Depth first through what can be decided next, from each of the states; `null` when the budget is used
 * up. Places differ by what lies ahead of a front that moves on with time, so that their number grows
 * with the length of the history and not with its subsets; of two that differ only in the instant, the
 * earlier one can do whatever the later one can.
 */
export function canBeExplained(ground: Ground, states: readonly unknown[], budget: Budget): boolean | null {
  const reached = new Map<string, number>();
  const steps = new Steps(ground, budget);
  const start = { front: 0, ahead: [], used: [], atUs: -Infinity };
  for (const state of states) {
    const ways = [[{ ...start, state, text: JSON.stringify(state) }][Symbol.iterator]() as Iterator<Place>];
    while (ways.length > 0) {
      const { done, value } = ways[ways.length - 1].next();
      if (budget.left < 0) return null;
      if (done === true) {
        ways.pop();
        continue;
      }
      const place = steps.afterIdle(value);
      if (place.front === ground.pending.answered.length) return true;
      const key = `${place.front} ${place.ahead.join()} ${place.used.join()} ${place.text}`;
      if ((reached.get(key) ?? Infinity) <= place.atUs) continue;
      reached.set(key, place.atUs);
      ways.push(steps.from(place));
    }
  }
  return false;
}

/** The steps of one walk. */
class Steps {
  readonly #ground: Ground;
  readonly #budget: Budget;
  readonly #unanswered: ReturnType<typeof unansweredOf>;

  constructor(ground: Ground, budget: Budget) {
    this.#ground = ground;
    this.#budget = budget;
    this.#unanswered = unansweredOf(ground.pending);
  }

  /** Refusals that change nothing are out of the way as soon as they can be. */
  afterIdle(place: Place): Place {
    const { pending, traits } = this.#ground;
    if (!traits.refusalsAreIdle) return place;
    let now = place;
    for (const index of waiting(pending.answered, now).indices) {
      const act = pending.answered[index];
      if (act.accepts || act.startUs > now.atUs) continue;
      if (this.#decisions(now.state, act, now.atUs).some(({ accepts }) => !accepts))
        now = without(now, index);
    }
    return now;
  }

  *from(place: Place): Generator<Place> {
    const { answered } = this.#ground.pending;
    const { indices, untilUs } = waiting(answered, place);
    if (untilUs < place.atUs) return;
    for (const index of indices) yield* this.#deciding(answered[index], index, place, untilUs);
    for (const bit of this.#unanswered.usable(place.used, place.atUs, untilUs))
      yield* this.#using(bit, place, untilUs);
  }

  #decisions(state: unknown, act: Act, atUs: number) {
    this.#budget.left--;
    return this.#ground.reading.decisions(state, act.attempt, atUs);
  }

  /** The instants an action can be decided at from here on. */
  *#instants(act: Act, place: Place, untilUs: number): Generator<number> {
    const { instantsUs } = this.#ground;
    const fromUs = Math.max(act.startUs, place.atUs);
    const toUs = Math.min(act.endUs, untilUs);
    const first = firstAtLeast(instantsUs, instantsUs.length, fromUs);
    for (let index = first; index < instantsUs.length && instantsUs[index] <= toUs; index++)
      yield instantsUs[index];
  }

  *#deciding(act: Act, index: number, place: Place, untilUs: number): Generator<Place> {
    const { refusalsAreIdle } = this.#ground.traits;
    const texts = new Set<string>();
    for (const atUs of this.#instants(act, place, untilUs))
      for (const { accepts, next } of this.#decisions(place.state, act, atUs)) {
        if (accepts !== act.accepts) continue;
        const isIdle = !accepts && refusalsAreIdle;
        const text = isIdle ? place.text : JSON.stringify(next);
        if (!texts.has(text)) {
          texts.add(text);
          const state = isIdle ? place.state : next;
          const used = this.#unanswered.still(place.used, atUs);
          yield without({ ...place, used, atUs, state, text }, index);
        }
        if (isIdle) return;
      }
  }

  *#using(bit: number, place: Place, untilUs: number): Generator<Place> {
    const act = this.#unanswered.acts[bit];
    const texts = new Set([place.text]);
    for (const atUs of this.#instants(act, place, untilUs))
      for (const { accepts, next } of this.#decisions(place.state, act, atUs)) {
        if (!accepts && this.#ground.traits.refusalsAreIdle) continue;
        const text = JSON.stringify(next);
        if (texts.has(text)) continue;
        texts.add(text);
        yield { ...place, used: this.#unanswered.with(place.used, bit, atUs), atUs, state: next, text };
      }
  }
}

/** The answered actions that can be next, those that are over first, and when the first of them is over. */
function waiting(answered: readonly Act[], { front, ahead }: Place) {
  const indices: number[] = [];
  let untilUs = Infinity;
  let behind = 0;
  for (let index = front; index < answered.length && answered[index].startUs <= untilUs; index++) {
    if (ahead[behind] === index) {
      behind++;
      continue;
    }
    indices.push(index);
    untilUs = Math.min(untilUs, answered[index].endUs);
  }
  const next = indices.filter((index) => answered[index].startUs <= untilUs);
  return { indices: next.sort((a, b) => answered[a].endUs - answered[b].endUs || a - b), untilUs };
}

/** The same place with one more action explained. */
function without(place: Place, index: number): Place {
  if (index !== place.front) return { ...place, ahead: [...place.ahead, index].sort((a, b) => a - b) };
  let front = index + 1;
  let passed = 0;
  while (place.ahead[passed] === front) {
    front++;
    passed++;
  }
  return { ...place, front, ahead: place.ahead.slice(passed) };
}
