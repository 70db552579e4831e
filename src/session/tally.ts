/** How the runs of one background task came out, those of all users together. */
interface Count {
  readonly sinceUs: number;
  kept: number;
  failed: number;
  reason: string;
}

/** What became of everything that went on in the background. A class because it counts. */
export class Tally {
  readonly #counts = new Map<string, Count>();

  began(name: string, atUs: number): void {
    if (!this.#counts.has(name)) this.#counts.set(name, { sinceUs: atUs, kept: 0, failed: 0, reason: '' });
  }

  kept(name: string): void {
    const count = this.#counts.get(name);
    if (count !== undefined) count.kept++;
  }

  failed(name: string, reason: string): void {
    const count = this.#counts.get(name);
    if (count === undefined) return;
    count.failed++;
    count.reason = reason;
  }

  /** A sentence for each task that did nothing of use, if it had at least so long to do it. */
  sentences(nowUs: number, leastUs: number): readonly string[] {
    return [...this.#counts].flatMap(([name, { sinceUs, kept, failed, reason }]) => {
      if (kept > 0) return [];
      const task = `the background task ${name}`;
      if (failed === 1) return [`${task} failed the only time that it came to its end: ${reason}`];
      if (failed > 1) return [`${task} failed all ${failed} times, the last time with: ${reason}`];
      return nowUs - sinceUs < leastUs ? [] : [`${task} never finished`];
    });
  }
}
