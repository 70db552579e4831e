import { Subject, type Observable } from 'rxjs';
import type { SessionMessage } from './hooks.js';
import type { Lifetime } from './lifetime.js';
import { pledge, type Pledge, type Timers } from './pledge.js';

/** Whether a message is what somebody waits for. */
export type Fits = (message: SessionMessage) => boolean;

interface Wait {
  readonly fits: Fits;
  readonly pledge: Pledge<SessionMessage>;
}

export interface InboxSettings {
  readonly timers: Timers;
  readonly lifetime: Lifetime;
  /** So many messages are kept that nobody has waited for. */
  readonly keepMost: number;
  /** Called once, when the first of them is forgotten. */
  readonly forgot: () => void;
}

/**
 * What has arrived on a connection and what is waited for. Each message goes to at most one wait: to the
 * earliest that it fits, or to the first one to come that it fits. A class because it has a lifetime.
 */
export class Inbox {
  readonly messages: Observable<SessionMessage>;
  readonly #settings: InboxSettings;
  readonly #arriving = new Subject<SessionMessage>();
  readonly #waits = new Set<Wait>();
  /** Oldest first; those before `#first` are forgotten. */
  #kept: SessionMessage[] = [];
  #first = 0;
  #hasForgotten = false;

  constructor(settings: InboxSettings) {
    this.#settings = settings;
    this.messages = this.#arriving.asObservable();
    settings.lifetime.onEnd(() => {
      this.#kept = [];
      this.#first = 0;
      this.#arriving.complete();
    });
  }

  /** Takes in what arrived: a wait has it, or it is kept; whoever listens hears it either way. */
  push(message: SessionMessage): void {
    if (this.#settings.lifetime.endedBy !== null) return;
    if (!this.#given(message)) this.#keep(message);
    if (this.#arriving.observed) this.#arriving.next(message);
  }

  /** Resolves with the first message that fits, early or late. Rejects in time, and with the connection. */
  async waitFor(fits: Fits, timeoutUs: number, late: string): Promise<SessionMessage> {
    const { timers, lifetime } = this.#settings;
    if (lifetime.endedBy !== null) throw new Error(lifetime.endedBy);
    const taken = this.#taken(fits);
    if (taken !== undefined) return taken;
    const terms = { lifetime, timeoutUs, late, over: () => void this.#waits.delete(wait) };
    const wait: Wait = { fits, pledge: pledge(timers, terms) };
    this.#waits.add(wait);
    return wait.pledge.promise;
  }

  #given(message: SessionMessage): boolean {
    for (const { fits, pledge: wait } of this.#waits) {
      try {
        if (!fits(message)) continue;
      } catch (error) {
        wait.break(error instanceof Error ? error : new Error(String(error)));
        continue;
      }
      wait.keep(message);
      return true;
    }
    return false;
  }

  #taken(fits: Fits): SessionMessage | undefined {
    for (let at = this.#first; at < this.#kept.length; at++) {
      const message = this.#kept[at];
      if (message === undefined || !fits(message)) continue;
      this.#kept.splice(at, 1);
      return message;
    }
    return undefined;
  }

  #keep(message: SessionMessage): void {
    const { keepMost, forgot } = this.#settings;
    this.#kept.push(message);
    if (this.#kept.length - this.#first <= keepMost) return;
    this.#first++;
    if (this.#first > keepMost) {
      this.#kept = this.#kept.slice(this.#first);
      this.#first = 0;
    }
    if (this.#hasForgotten) return;
    this.#hasForgotten = true;
    forgot();
  }
}
