import { looks } from './looks.js';

/** Rectangles by look, gathered over all lanes of a picture: each colour is set once, and wrong ones come last. */
export interface Boxes {
  clear(): void;
  add(look: number, x: number, y: number, wide: number, tall: number): void;
  /** Four numbers a box, as many as there are. */
  of(look: number): { readonly count: number; readonly values: Float64Array };
}

export function boxesByLook(): Boxes {
  const values = looks.map(() => new Float64Array(256));
  const counts = looks.map(() => 0);
  return {
    clear: () => void counts.fill(0),
    add(look, x, y, wide, tall) {
      const at = 4 * counts[look]++;
      if (at + 4 > values[look].length) {
        const more = new Float64Array(values[look].length * 2);
        more.set(values[look]);
        values[look] = more;
      }
      const own = values[look];
      own[at] = x;
      own[at + 1] = y;
      own[at + 2] = wide;
      own[at + 3] = tall;
    },
    of: (look) => ({ count: counts[look], values: values[look] }),
  };
}
