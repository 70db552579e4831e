import type { PendingAction } from './pending.js';

/** How many answers are awaited, in all and by each user; and how many may still come although they are late. */
export class Waiting {
  readonly #inTime: Int32Array;
  readonly #late: Int32Array;
  #total = 0;

  constructor(users: number) {
    this.#inTime = new Int32Array(users);
    this.#late = new Int32Array(users);
  }

  /** Sent, not settled and not overdue. */
  get total(): number {
    return this.#total;
  }

  /** Whether an answer to this user is awaited. */
  for(user: number): boolean {
    return (this.#inTime[user] ?? 0) > 0;
  }

  /** Whether an answer to this user may still come, however late. */
  owes(user: number): boolean {
    return this.for(user) || (this.#late[user] ?? 0) > 0;
  }

  sent({ step }: PendingAction): void {
    this.#total++;
    add(this.#inTime, step.user, 1);
  }

  overdue(action: PendingAction): void {
    action.overdue = true;
    this.#total--;
    add(this.#inTime, action.step.user, -1);
    add(this.#late, action.step.user, 1);
  }

  settled(action: PendingAction): void {
    action.settled = true;
    if (!action.overdue) this.#total--;
    add(action.overdue ? this.#late : this.#inTime, action.step.user, -1);
  }
}

function add(counts: Int32Array, user: number, change: number): void {
  counts[user] = (counts[user] ?? 0) + change;
}
