import type { Step } from '../plan/plan.js';
import type { Correlation } from '../wires/wire.js';

/** An action that is sent and not settled. */
export interface PendingAction {
  readonly step: Step;
  readonly sentAtUs: number;
  readonly connection: string;
  /** What the answer will be recognised by: the send's number, the request's id, or the place in line. */
  readonly token: number;
  overdue: boolean;
  settled: boolean;
}

/**
 * What waits for an answer on one connection. Where answers carry no id, at most one action waits:
 * dispatch sees to it, so the oldest is the only one. A slot is never given up by a timeout, or a late
 * answer would be taken for the next one's.
 */
export class PendingAnswers {
  readonly #byToken = new Map<number, PendingAction>();
  /** After an answer that nobody waits for, answers without ids cannot be told apart any more. */
  untrusted = false;

  get size(): number {
    return this.#byToken.size;
  }

  add(action: PendingAction): void {
    this.#byToken.set(action.token, action);
  }

  /** Takes the action that an answer belongs to, if any waits for it. */
  take(correlation: Correlation, token: number | undefined): PendingAction | undefined {
    const key = correlation === 'order' ? this.#byToken.keys().next().value : token;
    if (key === undefined) return undefined;
    const action = this.#byToken.get(key);
    this.#byToken.delete(key);
    return action;
  }

  /** Empties the line: nothing can be answered any more. */
  takeAll(): readonly PendingAction[] {
    const all = [...this.#byToken.values()];
    this.#byToken.clear();
    return all;
  }
}
