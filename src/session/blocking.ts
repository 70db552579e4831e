import { AsyncLocalStorage, createHook } from 'node:async_hooks';

/** Whose code it is. */
export interface Owner {
  readonly user: string;
  readonly hook: string;
}

/** Shorter stretches of a hook's own computing are nobody's trouble. */
const blockedUsMost = 50_000;

/**
 * Notices hooks that keep the event loop to themselves: by the length of the synchronous part of each call,
 * and of each of its continuations, which are known by the asynchronous context they run in. A class because the
 * watching of continuations costs every promise of the process a little, and ends with the run.
 */
export class BlockingWatch {
  readonly #nowUs: () => number;
  readonly #blocked: (owner: Owner, blockedUs: number) => void;
  readonly #owners = new AsyncLocalStorage<Owner>();
  readonly #continuations = createHook({
    before: (id) => this.#before(id),
    after: (id) => this.#after(id),
  });
  #running: { readonly id: number; readonly owner: Owner; readonly sinceUs: number } | null = null;

  constructor(nowUs: () => number, blocked: (owner: Owner, blockedUs: number) => void) {
    this.#nowUs = nowUs;
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
    const sinceUs = this.#nowUs();
    try {
      return work();
    } finally {
      this.#look(owner, sinceUs);
    }
  }

  #before(id: number): void {
    const owner = this.#owners.getStore();
    if (owner === undefined || this.#running !== null) return;
    this.#running = { id, owner, sinceUs: this.#nowUs() };
  }

  #after(id: number): void {
    if (this.#running?.id !== id) return;
    const { owner, sinceUs } = this.#running;
    this.#running = null;
    this.#look(owner, sinceUs);
  }

  #look(owner: Owner, sinceUs: number): void {
    const blockedUs = Math.round(this.#nowUs() - sinceUs);
    if (blockedUs > blockedUsMost) this.#blocked(owner, blockedUs);
  }
}
