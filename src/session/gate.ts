import type { Gate } from './contract.js';
import { isThere, type Person } from './place.js';

/**
 * The join gate: it opens when everybody who is awaited is there, when the timeout has passed, or when every
 * user's first attempt failed (a dead target is said at once).
 */
export class JoinGate {
  readonly #awaited: readonly Person[];
  /** Users whose first attempt failed. */
  #refused = 0;
  /** Users who are refused and never try again. */
  #hopeless = 0;
  #there = 0;
  #anybodyIn = false;
  #open: (() => void) | null = null;

  constructor(persons: readonly Person[]) {
    this.#awaited = persons.filter(({ isAwaited }) => isAwaited);
  }

  /** Resolves when it opens. */
  async wait(start: () => void): Promise<Gate> {
    const opens = new Promise<void>((resolve) => (this.#open = resolve));
    start();
    if (this.#awaited.length > 0) await opens;
    this.#open = null;
    return { missing: this.#missing(), connected: this.#there };
  }

  open(): void {
    this.#open?.();
  }

  /** One of a user's connections is in. */
  came(person: Person): void {
    person.cameIn = true;
    this.#anybodyIn = true;
    if (person.isAwaited && isThere(person)) this.#there++;
    this.#check();
  }

  /** A user that was there is so no more. */
  gone({ isAwaited }: Person): void {
    if (isAwaited) this.#there--;
  }

  /** An attempt failed; says whether nobody will ever get in. */
  failed(person: Person, triesAgain: boolean): boolean {
    const isFirst = !person.refused && !person.cameIn && person.isAwaited;
    if (isFirst) this.#refused++;
    if (isFirst && !triesAgain) this.#hopeless++;
    person.refused = true;
    return this.#check();
  }

  #check(): boolean {
    const everybody = this.#awaited.length;
    const nobodyGetsIn = this.#open !== null && !this.#anybodyIn && this.#refused === everybody;
    if (nobodyGetsIn || this.#there + this.#hopeless === everybody) this.#open?.();
    return nobodyGetsIn;
  }

  #missing(): Gate['missing'] {
    return this.#awaited
      .filter((person) => !isThere(person))
      .map(({ name, places }) => ({
        user: name,
        why: places.find(({ seat }) => seat === null)?.ended ?? null,
      }));
  }
}
