import type { Step } from '../plan/plan.js';
import type { Correlation } from '../wires/wire.js';

/** An action that is sent and not settled. */
export interface PendingAction {
  readonly step: Step;
  readonly sentAtUs: number;
  readonly connection: string;
  /** What the transport called the send. */
  readonly sendId: number;
  /** What the wire called the request. */
  readonly requestId: number;
  overdue: boolean;
  settled: boolean;
}

/** By what an answer names its action, as far as it does. */
export interface AnswerName {
  readonly sendId: number | undefined;
  readonly requestId: number | undefined;
}

/**
 * What waits for an answer on one connection. Where answers carry no id, at most one action waits:
 * dispatch sees to it, so the oldest is the only one. A slot is never given up by a timeout, or a late
 * answer would be taken for the next one's.
 */
export class PendingAnswers {
  readonly #correlation: Correlation;
  /** Nearly always one action waits at most; a map of its own would be filled and emptied for each. */
  #only: PendingAction | undefined;
  #onlyToken = 0;
  /** Those behind the first, in order of sending. */
  readonly #more = new Map<number, PendingAction>();
  /** After an answer that nobody waits for, answers without ids cannot be told apart any more. */
  untrusted = false;
  /**
   * When an answer without an id came after one that said something else. That one may have been no
   * answer at all but, say, a broadcast, and then every later answer has gone to the wrong action; an
   * answer too many will show it. `null`: no such doubt.
   */
  doubtfulAtUs: number | null = null;
  #saidSomethingElse = false;

  constructor(correlation: Correlation) {
    this.#correlation = correlation;
  }

  get size(): number {
    return (this.#only === undefined ? 0 : 1) + this.#more.size;
  }

  add(action: PendingAction): void {
    const token = this.#correlation === 'ack' ? action.sendId : action.requestId;
    if (this.#only === undefined && this.#more.size === 0) {
      this.#only = action;
      this.#onlyToken = token;
    } else this.#more.set(token, action);
  }

  /** Takes the action that an answer belongs to, if any waits for it. */
  take(name: AnswerName): PendingAction | undefined {
    const token = this.#tokenOf(name);
    if (token === undefined) return undefined;
    const action = this.#waiting(token);
    if (this.#correlation === 'order' && name.sendId !== undefined && action?.sendId !== name.sendId) {
      return undefined;
    }
    if (action === this.#only) this.#only = undefined;
    else this.#more.delete(token);
    return action;
  }

  #waiting(token: number): PendingAction | undefined {
    return this.#only !== undefined && this.#onlyToken === token ? this.#only : this.#more.get(token);
  }

  /** To be told of every answer that was taken where answers carry no id: says whether it is in doubt. */
  isDoubtful(kind: 'accepted' | 'rejected' | 'error', atUs: number): boolean {
    if (kind === 'error') this.#saidSomethingElse = true;
    else if (this.#saidSomethingElse) this.doubtfulAtUs = atUs;
    return this.doubtfulAtUs === atUs;
  }

  /** Empties the line: nothing can be answered any more. */
  takeAll(): readonly PendingAction[] {
    const all = [...(this.#only === undefined ? [] : [this.#only]), ...this.#more.values()];
    this.#only = undefined;
    this.#more.clear();
    return all;
  }

  #tokenOf({ sendId, requestId }: AnswerName): number | undefined {
    switch (this.#correlation) {
      case 'ack':
        return sendId;
      case 'id':
        return requestId;
      case 'order':
        return this.#only === undefined ? this.#more.keys().next().value : this.#onlyToken;
    }
  }
}
