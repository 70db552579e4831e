import type { TimeScheduler } from './time-scheduler.js';

export interface KeepingPorts {
  readonly scheduler: TimeScheduler;
  readonly timeoutUs: number;
  /** Whether an answer to a user may still come. */
  readonly expects: (user: number, nowUs: number) => boolean;
  readonly leave: (user: number) => void;
}

/** Lets each user leave in its time. A class because it has a lifetime. */
export class KeepingOn {
  readonly #ports: KeepingPorts;
  readonly #leaving: ({ unsubscribe(): void } | undefined)[] = [];

  constructor(ports: KeepingPorts) {
    this.#ports = ports;
  }

  /** A connection stays until its user's last answer is in, however late that was sent or comes. */
  leaveAt(dueUs: number, user: number): void {
    const { scheduler, timeoutUs, expects, leave } = this.#ports;
    this.#leaving[user]?.unsubscribe();
    this.#leaving[user] = scheduler.at(dueUs, () => {
      const nowUs = scheduler.nowUs();
      if (expects(user, nowUs)) this.leaveAt(nowUs + timeoutUs, user);
      else leave(user);
    });
  }

  close(): void {
    for (const timer of this.#leaving) timer?.unsubscribe();
  }
}
