import { durationsOf } from '../../../models/driver.js';
import type { Budget } from '../budget.js';
import { seen } from '../windows.js';
import { isAnswer, jointActOf, Memory, type Joint, type JointAct, type JointDecision } from './joint.js';

/** Something that can come next: an action at an instant. */
interface Choice {
  readonly index: number;
  readonly atUs: number;
}

/** One step of an explanation, with what it takes to go back. */
interface Step {
  readonly choices: readonly Choice[];
  chosen: number;
  readonly atUs: number;
  readonly front: number;
  readonly placed: number[];
  before: readonly unknown[];
}

/** Choices at one place, and unanswered actions among them. */
const choicesMost = 12;
const unansweredMost = 4;

/**
 * Looks for one explanation of what several limits did together: depth first, what is over first, each
 * as early as it can be, else as late, else just late enough for the next refusals. Every step is a
 * decision of the models themselves, so what is found is one; `false` says nothing.
 */
export function isExplainedTogether(joint: Joint, start: readonly JointAct[], budget: Budget): boolean {
  return new Walk(joint, budget).explains(start);
}

class Walk {
  readonly #acts: readonly JointAct[];
  readonly #joint: Joint;
  readonly #budget: Budget;
  readonly #memory: Memory;
  readonly #done: Uint8Array;
  readonly #durations: readonly (readonly number[])[];
  #left = 0;

  constructor(joint: Joint, budget: Budget) {
    this.#joint = joint;
    this.#budget = budget;
    this.#acts = joint.question.actions.map((action) => jointActOf(joint, action));
    this.#memory = new Memory(joint.rules);
    this.#done = new Uint8Array(this.#acts.length);
    this.#durations = joint.rules.map((rule) => durationsOf(rule.driver) ?? []);
    for (const act of this.#acts) if (act.seen !== seen.unknown) this.#left++;
  }

  /** `start`: what was accepted before all else, if it could be. */
  explains(start: readonly JointAct[]): boolean {
    for (const act of start) {
      const decision = this.#decide(act, act.startUs);
      if (decision.accepts) this.#memory.keep(act, decision.next);
    }
    const steps: Step[] = [this.#stepFrom(-Infinity, 0)];
    while (steps.length > 0) {
      if (this.#left === 0) return true;
      if (this.#budget.left <= 0) return false;
      const step = steps[steps.length - 1];
      this.#undo(step);
      step.chosen++;
      if (step.chosen >= step.choices.length) steps.pop();
      else if (this.#take(step)) steps.push(this.#stepFrom(step.choices[step.chosen].atUs, step.front));
    }
    return false;
  }

  #decide(act: JointAct, atUs: number): JointDecision {
    this.#budget.left--;
    return this.#memory.decide(act, atUs);
  }

  #stepFrom(atUs: number, from: number): Step {
    let front = from;
    while (front < this.#acts.length && (this.#done[front] === 1 || this.#isOver(front, atUs))) front++;
    const choices = this.#left === 0 ? [] : this.#choices(atUs, front);
    return { choices, chosen: -1, atUs, front, placed: [], before: [] };
  }

  #isOver(index: number, atUs: number): boolean {
    return this.#acts[index].seen === seen.unknown && this.#acts[index].endUs < atUs;
  }

  #undo(step: Step): void {
    if (step.placed.length === 0) return;
    for (const index of step.placed) {
      this.#done[index] = 0;
      if (this.#acts[index].seen !== seen.unknown) this.#left++;
    }
    this.#memory.keep(this.#acts[step.placed[0]], step.before);
    step.placed.length = 0;
  }

  #take(step: Step): boolean {
    const { index, atUs } = step.choices[step.chosen];
    const act = this.#acts[index];
    const decision = this.#decide(act, atUs);
    if (act.seen !== seen.unknown && !isAnswer(act, decision)) return false;
    step.before = this.#memory.keep(act, decision.next);
    this.#place(step, index);
    if (!this.#joint.isMoved) this.#placeIdle(step, atUs);
    return true;
  }

  #place(step: Step, index: number): void {
    this.#done[index] = 1;
    step.placed.push(index);
    if (this.#acts[index].seen !== seen.unknown) this.#left--;
  }

  /** Refusals that change nothing are out of the way as soon as they can be. */
  #placeIdle(step: Step, atUs: number): void {
    for (const index of this.#waiting(step.front).indices) {
      const act = this.#acts[index];
      if (act.seen !== seen.reject || act.startUs > atUs || act.endUs < atUs) continue;
      if (isAnswer(act, this.#decide(act, atUs))) this.#place(step, index);
    }
  }

  /** The actions that can be next, what is over first first, and when the first of them is over. */
  #waiting(front: number) {
    const indices: number[] = [];
    let untilUs = Infinity;
    for (let index = front; index < this.#acts.length && this.#acts[index].startUs <= untilUs; index++) {
      if (this.#done[index] === 1) continue;
      indices.push(index);
      if (this.#acts[index].seen !== seen.unknown) untilUs = Math.min(untilUs, this.#acts[index].endUs);
    }
    const acts = this.#acts;
    const next = indices.filter((index) => acts[index].startUs <= untilUs);
    return {
      indices: next.sort((a, b) => (acts[a].endUs === acts[b].endUs ? a - b : acts[a].endUs - acts[b].endUs)),
      untilUs,
    };
  }

  #choices(nowUs: number, front: number): readonly Choice[] {
    const { indices, untilUs } = this.#waiting(front);
    const choices: Choice[] = [];
    const late: Choice[] = [];
    let unanswered = 0;
    for (const index of indices) {
      const act = this.#acts[index];
      const fromUs = Math.max(nowUs, act.startUs);
      const toUs = Math.min(act.endUs, untilUs);
      if (fromUs > toUs) continue;
      if (act.seen === seen.unknown && ++unanswered > unansweredMost) continue;
      const instants = act.seen === seen.reject ? [fromUs] : this.#instants(act, front, fromUs, toUs);
      const list = act.seen === seen.unknown ? late : choices;
      for (const atUs of instants) list.push({ index, atUs });
      if (choices.length >= choicesMost) break;
    }
    return [...choices, ...late];
  }

  /** When an accept may be: as early as possible, just late enough for what comes, as late as possible. */
  #instants(act: JointAct, front: number, fromUs: number, toUs: number): readonly number[] {
    const earliestUs = this.#earliest(act, fromUs, toUs);
    if (earliestUs === null) return [];
    const instants = new Set([earliestUs]);
    for (let index = front; index < this.#acts.length && index < front + 24; index++) {
      const other = this.#acts[index];
      if (this.#done[index] === 1 || other.seen !== seen.reject) continue;
      act.keys.forEach((key, rule) => {
        if (other.keys[rule] !== key) return;
        instants.add(Math.max(earliestUs, other.startUs));
        for (const us of this.#durations[rule]) instants.add(Math.max(earliestUs, other.startUs - us + 1));
      });
    }
    const early = [...instants].filter((us) => us <= toUs).sort((a, b) => a - b);
    return [...new Set([...early.slice(0, 4), toUs === Infinity ? earliestUs : toUs])];
  }

  /** The earliest instant at which it would be accepted, if time alone makes that more likely; `null`: never. */
  #earliest(act: JointAct, fromUs: number, toUs: number): number | null {
    if (this.#decide(act, fromUs).accepts) return fromUs;
    if (toUs === Infinity) return null;
    if (!this.#decide(act, toUs).accepts) return null;
    let [low, high] = [fromUs, toUs];
    while (low + 1 < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#decide(act, middle).accepts) high = middle;
      else low = middle;
    }
    return high;
  }
}
