import type { Companion, RunHandle } from './companion.js';
import { httpBaseOf, withinTime } from './http-asking.js';
import { stateValuesOf, type StateValues } from './state-values.js';
import { wordsOf } from './safe-wire.js';

/** What the server is asked for again and again, and how. */
export interface ReadableCheck {
  readonly name: string;
  readonly kind: 'number' | 'members';
  /** `null`: nobody knows what it was before, so that it is read at the beginning as well. */
  readonly start: number | null;
  /** `false`: the server may have been used before, so that it is read at the beginning in spite of `start`. */
  readonly isStartSure?: boolean;
  readonly settleUs: number;
  /** Besides the end of the run; `null`: only then. */
  readonly everyUs: number | null;
  readonly read: (context: ReadingContext) => unknown;
}

/** What reading has to go by. */
export interface ReadingContext {
  readonly target: string;
  readonly run: string;
  readonly resourceNames: readonly string[];
  readonly userNames: readonly string[];
  /** Whether it is no mistake that the server does not know any of the keys: they may be made by the run. */
  readonly mayBeEmpty?: boolean;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export type ReadingPlace = Omit<ReadingContext, 'fetch' | 'mayBeEmpty'> & {
  /** A reading that takes longer is given up. */
  readonly timeoutUs: number;
};

/** At the end a second try is worth it: without a reading there is nothing to judge. */
const triesAtTheEnd = 2;
const reasonCharsMost = 300;

/**
 * Asks for the server's state: at the beginning where nobody surely knows the start, every so often, and at the end,
 * after the last answer and the time that the server may take to show it. One reading of a check at a time;
 * whatever goes wrong is written down, and is no trouble of the run.
 */
export function stateReads(checks: readonly ReadableCheck[], place: ReadingPlace): Companion {
  const closing = new AbortController();
  let readers: readonly Reader[] = [];
  return {
    start(run) {
      readers = checks.map((check) => new Reader(check, place, run, closing.signal));
      for (const reader of readers) reader.start();
    },
    async settled() {
      await Promise.all(readers.map((reader) => reader.finish()));
    },
    async close() {
      closing.abort();
      await Promise.all(readers.map((reader) => reader.close()));
    },
  };
}

/** The readings of one check. A class because it has a lifetime. */
class Reader {
  readonly #check: ReadableCheck;
  readonly #place: ReadingPlace;
  readonly #run: RunHandle;
  readonly #ended: AbortSignal;
  #timer: { unsubscribe(): void } | null = null;
  #underWay: Promise<boolean> = Promise.resolve(true);

  constructor(check: ReadableCheck, place: ReadingPlace, run: RunHandle, closing: AbortSignal) {
    this.#check = check;
    this.#place = place;
    this.#run = run;
    this.#ended = AbortSignal.any([run.stop, closing]);
  }

  start(): void {
    const { start, isStartSure = true } = this.#check;
    if (start === null || !isStartSure) void this.#ask(start !== null);
    this.#again(this.#run.originUs);
  }

  /** The last reading, once everything that was accepted has to show. */
  async finish(): Promise<void> {
    this.#timer?.unsubscribe();
    await this.#underWay;
    await this.#wait(this.#check.settleUs);
    for (let tries = 0; tries < triesAtTheEnd && !this.#ended.aborted; tries++) if (await this.#ask()) return;
  }

  async close(): Promise<void> {
    this.#timer?.unsubscribe();
    await this.#underWay;
  }

  #again(fromUs: number): void {
    const { everyUs } = this.#check;
    if (everyUs === null || this.#ended.aborted) return;
    const dueUs = fromUs + everyUs;
    this.#timer = this.#run.scheduler.at(dueUs, () => {
      // Never while the last one is still under way; what was missed is not made up for.
      void this.#underWay.then(() => this.#ask());
      this.#again(Math.max(dueUs, this.#run.scheduler.nowUs() - everyUs));
    });
  }

  #ask(mayBeEmpty = false): Promise<boolean> {
    const asked = this.#ended.aborted ? Promise.resolve(false) : this.#read(mayBeEmpty);
    this.#underWay = asked;
    return asked;
  }

  /** Whether the state could be read. */
  async #read(mayBeEmpty: boolean): Promise<boolean> {
    const { name, kind, read } = this.#check;
    const { scheduler, emit } = this.#run;
    const askedAtUs = Math.floor(scheduler.nowUs());
    try {
      const { timeoutUs, ...place } = this.#place;
      const raw = await withinTime({ scheduler, timeoutUs, ended: this.#ended }, async (signal) =>
        read({ ...place, mayBeEmpty, fetch: fetchOf(place.target, signal) }),
      );
      const atUs = Math.ceil(scheduler.nowUs());
      const values: StateValues = stateValuesOf(raw, kind);
      emit({ kind: 'event', event: { kind: 'state-read', check: name, askedAtUs, atUs, values } });
      return true;
    } catch (error) {
      if (this.#ended.aborted) return false;
      const reason = wordsOf(error).slice(0, reasonCharsMost);
      const atUs = Math.ceil(scheduler.nowUs());
      emit({ kind: 'event', event: { kind: 'state-unread', check: name, atUs, reason } });
      return false;
    }
  }

  #wait(us: number): Promise<void> {
    const { scheduler } = this.#run;
    return new Promise<void>((resolve) => {
      if (us === 0 || this.#ended.aborted) {
        resolve();
        return;
      }
      const timer = scheduler.at(scheduler.nowUs() + us, resolve);
      const stopped = (): void => {
        timer.unsubscribe();
        resolve();
      };
      this.#ended.addEventListener('abort', stopped, { once: true });
    });
  }
}

function fetchOf(target: string, signal: AbortSignal): ReadingContext['fetch'] {
  const base = httpBaseOf(target);
  return (path, init = {}) => {
    const signals = init.signal === undefined || init.signal === null ? [signal] : [signal, init.signal];
    return fetch(new URL(path, base), { ...init, signal: AbortSignal.any(signals) });
  };
}
