import type { Companion, RunHandle } from './companion.js';
import { httpBaseOf, withinTime } from './http-asking.js';
import { numbersIn } from './numbers-in.js';
import { wordsOf } from './safe-wire.js';

/** What is looked at, and how often. */
export interface Watch {
  readonly everyUs: number;
  /** Path or URL of an endpoint that answers with JSON; `null`: none. */
  readonly health: string | null;
  /** Whether the processes of the server are looked at, where they are known. */
  readonly process: boolean;
}

export interface WatchPlace {
  readonly target: string;
  /** The processes of the server as they are now: a restarted one has another number. */
  readonly pids: () => readonly number[];
  /** Memory and processor time of a process; `null` where it is gone, or the system does not say. */
  readonly processOf: (pid: number) => Promise<ProcessSample | null>;
}

export interface ProcessSample {
  readonly rssBytes: number;
  /** Since it was started. */
  readonly cpuUs: number;
}

/** An endpoint that needs longer than that has other worries; nobody waits for it. */
const timeoutUs = 5_000_000;

/**
 * Looks at the server from outside while it runs: the numbers of its health endpoint, memory and processor
 * time of its processes together. One look at a time; looks that fail leave a gap, and are told once each.
 */
export function serverWatch(watch: Watch, place: WatchPlace): Companion {
  const closing = new AbortController();
  let looks: readonly Looks[] = [];
  return {
    start(run) {
      const ended = AbortSignal.any([run.stop, closing.signal]);
      const sources: Source[] = [
        ...(watch.health === null ? [] : [healthSource(watch.health, place.target)]),
        ...(watch.process ? [processSource(place)] : []),
      ];
      looks = sources.map((source) => new Looks(source, watch.everyUs, run, ended));
      for (const each of looks) each.start();
    },
    async settled() {
      await Promise.all(looks.map((each) => each.last()));
    },
    async close() {
      closing.abort();
      await Promise.all(looks.map((each) => each.close()));
    },
  };
}

interface Source {
  readonly name: 'health' | 'process';
  /** The numbers; `null` where there are none to be had. */
  readonly look: (signal: AbortSignal) => Promise<Readonly<Record<string, number>> | null>;
}

function healthSource(path: string, target: string): Source {
  const url = new URL(path, httpBaseOf(target));
  return {
    name: 'health',
    async look(signal) {
      const response = await fetch(url, {
        signal,
        headers: { accept: 'application/json', connection: 'close' },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return numbersIn(JSON.parse(text) as unknown);
    },
  };
}

/** Processes are told together: which of them served whom, nobody knows. */
function processSource({ pids, processOf }: WatchPlace): Source {
  return {
    name: 'process',
    async look() {
      const samples = await Promise.all(pids().map(processOf));
      const there = samples.filter((sample) => sample !== null);
      // A sum without one of them would look like memory given back.
      if (there.length === 0 || there.length < samples.length) return null;
      return {
        rssBytes: there.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
        cpuUs: there.reduce((sum, { cpuUs }) => sum + cpuUs, 0),
      };
    },
  };
}

/** The looks at one source. A class because it has a lifetime. */
class Looks {
  readonly #source: Source;
  readonly #everyUs: number;
  readonly #run: RunHandle;
  readonly #ended: AbortSignal;
  readonly #told = new Set<string>();
  #timer: { unsubscribe(): void } | null = null;
  #isLooking = false;
  #underWay: Promise<void> = Promise.resolve();

  constructor(source: Source, everyUs: number, run: RunHandle, ended: AbortSignal) {
    this.#source = source;
    this.#everyUs = everyUs;
    this.#run = run;
    this.#ended = ended;
  }

  start(): void {
    this.#next(this.#run.originUs);
  }

  /** What everything came to. */
  async last(): Promise<void> {
    this.#timer?.unsubscribe();
    await this.#underWay;
    if (!this.#ended.aborted) await this.#look();
  }

  async close(): Promise<void> {
    this.#timer?.unsubscribe();
    await this.#underWay;
  }

  #next(dueUs: number): void {
    const { scheduler } = this.#run;
    this.#timer = scheduler.at(dueUs, () => {
      if (this.#ended.aborted) return;
      if (!this.#isLooking) this.#underWay = this.#look();
      // What was missed is not made up for.
      this.#next(Math.max(dueUs + this.#everyUs, scheduler.nowUs()));
    });
  }

  async #look(): Promise<void> {
    const { scheduler, emit } = this.#run;
    const { name, look } = this.#source;
    this.#isLooking = true;
    try {
      const patience = { scheduler, timeoutUs, ended: this.#ended };
      const values = await withinTime(patience, look);
      const atUs = Math.ceil(scheduler.nowUs());
      if (values !== null && !this.#ended.aborted)
        emit({ kind: 'event', event: { kind: 'server-sample', atUs, source: name, values } });
    } catch (error) {
      this.#tell(wordsOf(error));
    } finally {
      this.#isLooking = false;
    }
  }

  #tell(reason: string): void {
    if (this.#ended.aborted || this.#told.has(reason) || this.#told.size >= 3) return;
    this.#told.add(reason);
    const atUs = Math.ceil(this.#run.scheduler.nowUs());
    const text = `the ${this.#source.name} of the server could not be looked at: ${reason.slice(0, 200)}`;
    this.#run.emit({ kind: 'event', event: { kind: 'note', atUs, text } });
  }
}
