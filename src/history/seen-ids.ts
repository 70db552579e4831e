/** Remembers ids. Numbers and texts are different ids, however alike they look. */
export interface SeenIds {
  /** False when the id was added before. */
  add(id: string | number): boolean;
}

/**
 * Makes an empty memory of ids. Most files count their actions, so numbers not far above the count
 * are kept as one bit each; a set of a million numbers would take as much memory as the history.
 */
export function seenIds(): SeenIds {
  const sparse = new Set<string | number>();
  let bits = new Uint8Array(1 << 12);
  let count = 0;
  const isDense = (id: string | number): id is number =>
    typeof id === 'number' && id >= 0 && id < bits.length * 8;
  const add = (id: string | number): boolean => {
    if (!isDense(id)) return sparse.size !== sparse.add(id).size;
    const mask = 1 << (id & 7);
    if ((bits[id >>> 3] & mask) !== 0 || (sparse.size > 0 && sparse.has(id))) return false;
    bits[id >>> 3] |= mask;
    return true;
  };
  return {
    add(id) {
      if (!add(id)) return false;
      count++;
      if (count * 2 > bits.length * 8 && bits.length < 1 << 27) bits = grown(bits);
      return true;
    },
  };
}

function grown(bits: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bits.length * 2);
  larger.set(bits);
  return larger;
}
