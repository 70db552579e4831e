import { opposite, type Question, type Sighting, type Survey } from '../../search.js';
import { seen } from '../../windows.js';
import { areApart, exactAll, exactNone, exactnessOf, type Exactness } from './exactness.js';
import { Orders } from './orders.js';
import type { Decision, SurveyRules } from './rules.js';
import { none, StateLists } from './states.js';

/**
 * Looks at all answers of a question at once: what a limiter can remember before each decision, by what
 * came before, and what it must for all that comes after to be explained. An answer turned round is
 * impossible where no state before it leads to one of those after it. That costs a few additions for each
 * answer, where else there would be a search for each.
 *
 * Instants are compared with their neighbours' windows only, not with their instants, so more may be held
 * for possible than is: what is impossible is so for certain, what is possible only where no two windows
 * meet, or where that makes no difference. `null`: there is no explanation, or too much happened at once.
 */
export function surveyOf(
  rules: SurveyRules,
  costOf: (action: Sighting) => number,
): (question: Question) => Survey | null {
  const surveyor = new Surveyor(rules, costOf);
  return (question) => surveyor.survey(question);
}

class Surveyor {
  readonly #rules: SurveyRules;
  readonly #costOf: (action: Sighting) => number;
  readonly #orders = new Orders();
  readonly #lists = new StateLists();
  readonly #decision: Decision = {
    isAccept: true,
    isOpen: false,
    fromUs: 0,
    toUs: 0,
    cost: 1,
    othersFromUs: 0,
  };
  /** The states each place can be reached in, and those from which all that comes after can be explained. */
  #reached = new Int32Array(64);
  #wanted = new Int32Array(64);
  #place = none;
  #isMet = false;

  constructor(rules: SurveyRules, costOf: (action: Sighting) => number) {
    this.#rules = rules;
    this.#costOf = costOf;
  }

  survey(question: Question): Survey | null {
    const { actions } = question;
    for (let index = 0; index < actions.length; index++)
      if (!this.#rules.knows(this.#costOf(actions[index]))) return null;
    if (!this.#orders.lay(actions)) return null;
    this.#clear();
    this.#goForward(question);
    if (!this.#isExplained()) return null;
    this.#goBackward(actions);
    const exact = this.#exactness(actions);
    const opposites = this.#turned(actions, exact.turned);
    return { explained: exact.asItIs ? 'valid' : 'unknown', opposites };
  }

  #clear(): void {
    const { length } = this.#orders;
    if (this.#reached.length < length) {
      this.#reached = new Int32Array(2 * length);
      this.#wanted = new Int32Array(2 * length);
    }
    this.#reached.fill(none, 0, length);
    this.#wanted.fill(none, 0, length);
    this.#lists.clear();
  }

  #goForward({ actions, pastUntilUs }: Question): void {
    this.#place = this.#orders.order[0];
    this.#rules.begin(pastUntilUs, this.#reach);
    const { order, first, next, to, length } = this.#orders;
    const decision = this.#decision;
    for (let at = 0; at < length; at++)
      for (let step = first[order[at]]; step !== none; step = next[step]) {
        this.#decide(actions, step, false);
        this.#place = to[step];
        for (let state = this.#reached[order[at]]; state !== none; state = this.#lists.next[state]) {
          const { mode, loUs, hiUs } = this.#lists;
          this.#rules.after(decision, mode[state], loUs[state], hiUs[state], this.#reach);
        }
      }
  }

  #isExplained(): boolean {
    const { order, isEnd, length } = this.#orders;
    for (let at = 0; at < length; at++)
      if (isEnd[order[at]] === 1 && this.#reached[order[at]] !== none) return true;
    return false;
  }

  #goBackward(actions: readonly Sighting[]): void {
    const { order, first, next, to, isEnd, length } = this.#orders;
    const decision = this.#decision;
    for (let at = length - 1; at >= 0; at--) {
      this.#place = order[at];
      if (isEnd[this.#place] === 1) this.#rules.everything(this.#want);
      for (let step = first[this.#place]; step !== none; step = next[step]) {
        this.#decide(actions, step, false);
        for (let state = this.#wanted[to[step]]; state !== none; state = this.#lists.next[state]) {
          const { mode, loUs, hiUs } = this.#lists;
          this.#rules.before(decision, mode[state], loUs[state], hiUs[state], this.#want);
        }
      }
    }
  }

  #exactness(actions: readonly Sighting[]): Exactness {
    if (this.#rules.remembersLast === true || areApart(actions)) return exactAll;
    const { slack } = this.#rules;
    if (slack === undefined) return exactNone;
    const mostCost = actions.reduce((most, one) => Math.max(most, this.#costOf(one)), 0);
    return exactnessOf(slack, this.#orders, mostCost, (step) => this.#decide(actions, step, false));
  }

  /** What is known of the opposite of each answer. */
  #turned(actions: readonly Sighting[], isExact: boolean): Uint8Array {
    const { order, first, next, to, action, length } = this.#orders;
    const possible = isExact ? opposite.possible : opposite.open;
    const found = new Uint8Array(actions.length).fill(opposite.impossible);
    for (let at = 0; at < length; at++)
      for (let step = first[order[at]]; step !== none; step = next[step]) {
        const index = action[step];
        if (found[index] !== opposite.impossible || actions[index].seen === seen.unknown) continue;
        this.#decide(actions, step, true);
        this.#place = to[step];
        if (this.#goesOn(order[at])) found[index] = possible;
      }
    return found;
  }

  /** Whether the decision leads from what a place can be reached in to what is wanted there. */
  #goesOn(from: number): boolean {
    this.#isMet = false;
    for (let state = this.#reached[from]; state !== none; state = this.#lists.next[state]) {
      const { mode, loUs, hiUs } = this.#lists;
      this.#rules.after(this.#decision, mode[state], loUs[state], hiUs[state], this.#meet);
    }
    return this.#isMet;
  }

  #decide(actions: readonly Sighting[], step: number, isTurned: boolean): Decision {
    const one = actions[this.#orders.action[step]];
    const decision = this.#decision;
    decision.isAccept = (one.seen === seen.reject) === isTurned;
    decision.isOpen = one.seen === seen.unknown;
    decision.fromUs = this.#orders.fromUs[step];
    decision.toUs = this.#orders.toUs[step];
    decision.othersFromUs = this.#orders.othersFromUs[step];
    decision.cost = this.#costOf(one);
    return decision;
  }

  readonly #reach = (mode: number, loUs: number, hiUs: number): void => {
    this.#reached[this.#place] = this.#lists.add(this.#reached[this.#place], mode, loUs, hiUs);
  };

  readonly #want = (mode: number, loUs: number, hiUs: number): void => {
    this.#wanted[this.#place] = this.#lists.add(this.#wanted[this.#place], mode, loUs, hiUs);
  };

  readonly #meet = (mode: number, loUs: number, hiUs: number): void => {
    this.#isMet ||= this.#lists.meets(this.#wanted[this.#place], mode, loUs, hiUs);
  };
}
