import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import type { Lifetime } from './lifetime.js';

/** Whose code it is. */
export interface Owner {
  readonly user: string;
  readonly hook: string;
  /** Ends with the call of the hook; absent: when the call returns, it is over. */
  readonly over?: Lifetime;
}

/** Shorter stretches of a hook's own computing are nobody's trouble. */
const blockedUsMost = 50_000;

/** With a smaller share of the processor the code did not compute: the machine was slow, or the process waited. */
const busyShareLeast = 0.5;

/** The time, and how much of the processor this process has had until then. */
export interface Clocks {
  readonly nowUs: () => number;
  readonly cpuUs: () => number;
}

interface Instant {
  readonly nowUs: number;
  readonly cpuUs: number;
}

/**
 * Notices hooks that keep the event loop to themselves: by the length of the synchronous part of each call,
 * and of each of its continuations, which are known by the asynchronous context they run in. A class because the
 * watching of continuations costs every promise of the process a little, and ends with the run.
 */
export class BlockingWatch {
  readonly #clocks: Clocks;
  readonly #blocked: (owner: Owner, blockedUs: number) => void;
  readonly #owners = new AsyncLocalStorage<Owner>();
  readonly #continuations = createHook({
    before: (id) => this.#before(id),
    after: (id) => this.#after(id),
  });
  #running: { readonly id: number; readonly owner: Owner; readonly since: Instant } | null = null;

  constructor(clocks: Clocks, blocked: (owner: Owner, blockedUs: number) => void) {
    this.#clocks = clocks;
    this.#blocked = blocked;
  }

  start(): void {
    this.#continuations.enable();
  }

  /** Idempotent. */
  stop(): void {
    this.#continuations.disable();
    this.#owners.disable();
  }

  /** Whose code runs now, as far as anybody knows. */
  get owner(): Owner | undefined {
    return this.#owners.getStore();
  }

  /** Runs a hook: what follows from it counts as its own, too. */
  run<T>(owner: Owner, work: () => T): T {
    return this.#timed(owner, () => this.#owners.run(owner, work));
  }

  /** Runs what a hook asks of us, none of whose consequences are the hook's. */
  outside<T>(work: () => T): T {
    return this.#owners.exit(work);
  }

  #timed<T>(owner: Owner, work: () => T): T {
    const since = this.#instant();
    try {
      return work();
    } finally {
      this.#look(owner, since);
    }
  }

  #before(id: number): void {
    const owner = this.#owners.getStore();
    if (owner === undefined || this.#running !== null) return;
    this.#running = { id, owner, since: this.#instant() };
  }

  #after(id: number): void {
    if (this.#running?.id !== id) return;
    const { owner, since } = this.#running;
    this.#running = null;
    this.#look(owner, since);
  }

  #look(owner: Owner, { nowUs, cpuUs }: Instant): void {
    const blockedUs = Math.round(this.#clocks.nowUs() - nowUs);
    if (blockedUs <= blockedUsMost) return;
    if (this.#clocks.cpuUs() - cpuUs >= blockedUs * busyShareLeast) this.#blocked(owner, blockedUs);
  }

  #instant(): Instant {
    return { nowUs: this.#clocks.nowUs(), cpuUs: this.#clocks.cpuUs() };
  }
}
