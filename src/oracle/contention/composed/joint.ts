import type { Attempt, Model } from '../../../models/model.js';
import type { Question, Sighting } from '../search.js';
import { seen } from '../windows.js';
import { nobody } from './reasons.js';

/** What several limits are asked about as one. */
export interface Joint {
  readonly rules: readonly Model[];
  readonly question: Question;
  attemptAt(row: number): Attempt;
  /** The key of a row, by limit. */
  readonly keyOf: readonly Int32Array[];
  /** Which limit a refusal says it comes from. */
  readonly named: Int16Array;
  /** Whether a refusal may change what one of the limits remembers. */
  readonly isMoved: boolean;
}

/** One action, as far as it matters for being decided. */
export interface JointAct {
  readonly startUs: number;
  readonly endUs: number;
  readonly attempt: Attempt;
  readonly keys: readonly number[];
  readonly seen: number;
  readonly named: number;
}

/** The action behind a sighting. */
export function jointActOf(joint: Joint, { row, startUs, endUs, seen: kind }: Sighting): JointAct {
  return {
    startUs,
    endUs,
    seen: kind,
    attempt: joint.attemptAt(row),
    keys: joint.keyOf.map((own) => own[row]),
    named: kind === seen.reject ? joint.named[row] : nobody,
  };
}

/** What all limits say together, and what each remembers then. */
export interface JointDecision {
  readonly accepts: boolean;
  /** By limit: whether it would have accepted. */
  readonly each: readonly boolean[];
  readonly next: readonly unknown[];
}

/** The memory of all keys, with a way back. */
export class Memory {
  readonly #rules: readonly Model[];
  readonly #states: readonly Map<number, unknown>[];

  constructor(rules: readonly Model[]) {
    this.#rules = rules;
    this.#states = rules.map(() => new Map());
  }

  #stateOf(rule: number, key: number): unknown {
    const states = this.#states[rule];
    return states.has(key) ? states.get(key) : this.#rules[rule].init();
  }

  /** What the limits say at an instant. */
  decide({ attempt, keys }: JointAct, atUs: number): JointDecision {
    const decisions = this.#rules.map((rule, index) =>
      rule.decide(this.#stateOf(index, keys[index]), attempt, atUs),
    );
    const accepts = decisions.every((decision) => decision.accepts);
    return {
      accepts,
      each: decisions.map((decision) => decision.accepts),
      next: decisions.map((decision, index) =>
        decision.accepts === accepts ? decision.next : this.#stateOf(index, keys[index]),
      ),
    };
  }

  /** Remembers a decision; returns what was remembered before. */
  keep({ keys }: JointAct, next: readonly unknown[]): readonly unknown[] {
    const before = keys.map((key, rule) => this.#stateOf(rule, key));
    keys.forEach((key, rule) => this.#states[rule].set(key, next[rule]));
    return before;
  }
}

/** Whether a decision is what was answered, in the name it was answered in. */
export function isAnswer(act: JointAct, { accepts, each }: JointDecision): boolean {
  if (act.seen === seen.accept) return accepts;
  return !accepts && (act.named === nobody || !each[act.named]);
}
