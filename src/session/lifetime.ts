/** Something that ends once, and everything that ends with it. A class because it has a lifetime. */
export class Lifetime {
  #endedBy: string | null = null;
  readonly #endings = new Set<(reason: string) => void>();

  /** Why it is over; `null` while it is not. */
  get endedBy(): string | null {
    return this.#endedBy;
  }

  /** Calls `ending` once at the end, or never if it is taken back before; at once if it is over already. */
  onEnd(ending: (reason: string) => void): () => void {
    if (this.#endedBy !== null) {
      ending(this.#endedBy);
      return () => {};
    }
    this.#endings.add(ending);
    return () => this.#endings.delete(ending);
  }

  /** Idempotent. */
  end(reason: string): void {
    if (this.#endedBy !== null) return;
    this.#endedBy = reason;
    const endings = [...this.#endings];
    this.#endings.clear();
    for (const ending of endings) ending(reason);
  }
}
