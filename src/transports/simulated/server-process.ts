import type {
  Behaviour,
  BehaviourAction,
  BehaviourAnswer,
  Handler,
  Store,
} from '../../behaviours/behaviour.js';
import { answerOf } from '../../behaviours/request.js';

export interface ProcessSetup {
  readonly behaviour: Behaviour;
  readonly settings: Readonly<Record<string, number>>;
  /** Which of the processes behind one address it is, from 0. */
  readonly node: number;
  readonly now: () => number;
  /** The store as this process reaches it, given how it sleeps. */
  readonly storeOf: (sleep: (ms: number) => Promise<void>) => Store;
  /** Runs something in the event loop `delayUs` from now. */
  readonly later: (delayUs: number, run: () => void) => void;
}

/** One life of a simulated server. What a dead one still has in hand never comes to anything. */
export class ServerProcess {
  readonly #handler: Handler;
  readonly #later: ProcessSetup['later'];
  #alive = true;
  #calls = 0;
  #sleeping = 0;
  /** Counts whatever may set promises going; `#quietSince` is the count at which all of them had run. */
  #activity = 0;
  #quietSince = -1;
  #asked = false;

  constructor(setup: ProcessSetup) {
    const { behaviour, settings, now, node } = setup;
    this.#later = setup.later;
    const sleep = (ms: number): Promise<void> => this.#sleep(ms);
    this.#handler = behaviour.start({ now, sleep, store: setup.storeOf(sleep), settings, node });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Grows with every call and every waking of a sleeper: with all that may set promises going. */
  get activity(): number {
    return this.#activity;
  }

  kill(): void {
    this.#alive = false;
  }

  handle(action: BehaviourAction, reply: (answer: BehaviourAnswer) => void): void {
    if (!this.#alive) return;
    this.#calls++;
    this.#activity++;
    void this.#run(action, reply);
  }

  /**
   * Calls that neither settled nor sleep. When some stay so because they wait for a sleeper (for a
   * lock it holds, say), this falls to zero one macrotask later: by then all that could run has run.
   */
  pending(): number {
    const busy = this.#calls - this.#sleeping;
    if (!this.#alive || busy <= 0 || this.#quietSince === this.#activity) return 0;
    if (!this.#asked) {
      this.#asked = true;
      const activity = this.#activity;
      setImmediate(() => {
        this.#asked = false;
        this.#quietSince = activity;
      });
    }
    return busy;
  }

  async #run(action: BehaviourAction, reply: (answer: BehaviourAnswer) => void): Promise<void> {
    const answer = await answerOf(this.#handler, action);
    this.#calls--;
    if (this.#alive) reply(answer);
  }

  #sleep(ms: number): Promise<void> {
    this.#sleeping++;
    return new Promise((wake) => {
      this.#later(Math.ceil(Math.max(0, ms) * 1000), () => {
        if (!this.#alive) return;
        this.#sleeping--;
        this.#activity++;
        wake();
      });
    });
  }
}
