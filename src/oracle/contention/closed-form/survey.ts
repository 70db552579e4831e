import { opposite, type Question, type Sighting, type Survey } from '../search.js';
import { firstAtLeast } from '../sorted.js';
import { seen } from '../windows.js';

/** The two least of some instants: with one of them gone the other one counts. */
class TwoLeast {
  leastUs = Infinity;
  #nextUs = Infinity;

  add(us: number): void {
    if (us >= this.leastUs) this.#nextUs = Math.min(this.#nextUs, us);
    else {
      this.#nextUs = this.leastUs;
      this.leastUs = us;
    }
  }

  /** The least of all but one that was added. */
  without(us: number): number {
    return us === this.leastUs ? this.#nextUs : this.leastUs;
  }
}

/** A question about a number that only grows, counted. Refusals are left out where they prove nothing. */
export class Counted {
  readonly #limit: number;
  readonly #hasPast: boolean;
  readonly #rejectEndsUs = new TwoLeast();
  /** Turned round, so that the latest is the least. */
  readonly #acceptStartsUs = new TwoLeast();
  readonly #openStartsUs: Float64Array;
  #accepted = 0;

  constructor({ actions, pastUntilUs, isAlone }: Question, limit: number) {
    this.#limit = limit;
    this.#hasPast = pastUntilUs !== null;
    const openStartsUs: number[] = [];
    for (const { startUs, endUs, seen: kind } of actions) {
      if (kind === seen.unknown) openStartsUs.push(startUs);
      else if (kind === seen.accept) {
        this.#accepted++;
        this.#acceptStartsUs.add(-startUs);
      } else if (isAlone) this.#rejectEndsUs.add(endUs);
    }
    this.#openStartsUs = Float64Array.from(openStartsUs);
  }

  /** Whether the answers have an explanation. */
  isExplained(): boolean {
    return this.#isExplained(this.#accepted, -this.#acceptStartsUs.leastUs, this.#rejectEndsUs.leastUs);
  }

  /** Whether they have one with one of them turned round: the next best takes its place. */
  isExplainedTurned({ startUs, endUs, seen: kind }: Sighting): boolean {
    if (kind === seen.accept) {
      const firstRejectUs = Math.min(this.#rejectEndsUs.leastUs, endUs);
      return this.#isExplained(this.#accepted - 1, -this.#acceptStartsUs.without(-startUs), firstRejectUs);
    }
    const latestStartUs = Math.max(-this.#acceptStartsUs.leastUs, startUs);
    return this.#isExplained(this.#accepted + 1, latestStartUs, this.#rejectEndsUs.without(endUs));
  }

  /** Whether there was room for every accept, the last of which had begun by then, and none for the first refusal. */
  #isExplained(accepted: number, latestStartUs: number, firstRejectUs: number): boolean {
    const limit = this.#limit;
    if (accepted > limit) return false;
    if (firstRejectUs === Infinity) return true;
    if (limit === Infinity || latestStartUs > firstRejectUs) return false;
    if (this.#hasPast || accepted >= limit) return true;
    const { length } = this.#openStartsUs;
    return accepted + firstAtLeast(this.#openStartsUs, length, firstRejectUs + 1) >= limit;
  }
}

/** What can be told of every answer, by counting once. Exact. `null` where others act, or there is no explanation. */
export function surveyOfTotals(question: Question, limit: number): Survey | null {
  const { actions, isAlone } = question;
  if (!isAlone) return null;
  const counted = new Counted(question, limit);
  if (!counted.isExplained()) return null;
  const opposites = new Uint8Array(actions.length);
  for (let index = 0; index < actions.length; index++)
    if (actions[index].seen !== seen.unknown)
      opposites[index] = counted.isExplainedTurned(actions[index]) ? opposite.possible : opposite.impossible;
  return { explained: 'valid', opposites };
}
