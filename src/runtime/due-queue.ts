/** Something due at an instant. `order` breaks ties: first scheduled, first run. */
export interface Due {
  readonly dueUs: number;
  readonly order: number;
  readonly cancelled: boolean;
}

/**
 * A binary heap by due time. RxJS's own virtual scheduler sorts its whole queue at each insert,
 * which is quadratic in practice; this one is logarithmic, and cancelled entries leave when they
 * reach the top.
 */
export class DueQueue<T extends Due> {
  readonly #heap: T[] = [];

  push(entry: T): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  /** The earliest entry that is not cancelled, left in place. */
  peek(): T | undefined {
    while (this.#heap[0]?.cancelled) this.#removeTop();
    return this.#heap[0];
  }

  /** Takes the earliest entry that is not cancelled. */
  pop(): T | undefined {
    const top = this.peek();
    if (top !== undefined) this.#removeTop();
    return top;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && before(heap[right], heap[left]) ? right : left;
      if (!before(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: Due, b: Due): boolean {
  return a.dueUs < b.dueUs || (a.dueUs === b.dueUs && a.order < b.order);
}
