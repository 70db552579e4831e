/** Nobody. */
export const none = -1;

/**
 * Lists of states in flat arrays, used again and again: in each a count and a closed interval of instants.
 * Of one count, intervals that touch are joined.
 */
export interface States {
  readonly mode: Int32Array;
  readonly loUs: Float64Array;
  readonly hiUs: Float64Array;
  /** The one after it in its list, or `none`. */
  readonly next: Int32Array;
}

/** The lists, and room for more. */
export class StateLists implements States {
  mode = new Int32Array(64);
  loUs = new Float64Array(64);
  hiUs = new Float64Array(64);
  next = new Int32Array(64);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** Adds an interval to the list that begins with `head`; returns where the list begins now. */
  add(head: number, mode: number, loUs: number, hiUs: number): number {
    if (loUs > hiUs) return head;
    for (let at = head; at !== none; at = this.next[at]) {
      if (this.mode[at] !== mode || loUs > this.hiUs[at] + 1 || hiUs < this.loUs[at] - 1) continue;
      if (loUs < this.loUs[at]) this.loUs[at] = loUs;
      if (hiUs > this.hiUs[at]) this.hiUs[at] = hiUs;
      return head;
    }
    if (this.#length === this.mode.length) this.#grow();
    const at = this.#length++;
    this.mode[at] = mode;
    this.loUs[at] = loUs;
    this.hiUs[at] = hiUs;
    this.next[at] = head;
    return at;
  }

  /** Whether some states of a list are among the given ones. */
  meets(head: number, mode: number, loUs: number, hiUs: number): boolean {
    for (let at = head; at !== none; at = this.next[at])
      if (this.mode[at] === mode && loUs <= this.hiUs[at] && hiUs >= this.loUs[at] && loUs <= hiUs)
        return true;
    return false;
  }

  #grow(): void {
    const size = 2 * this.mode.length;
    const { mode, loUs, hiUs, next } = this;
    this.mode = new Int32Array(size);
    this.loUs = new Float64Array(size);
    this.hiUs = new Float64Array(size);
    this.next = new Int32Array(size);
    this.mode.set(mode);
    this.loUs.set(loUs);
    this.hiUs.set(hiUs);
    this.next.set(next);
  }
}
