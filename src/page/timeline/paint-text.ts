type Pen = CanvasRenderingContext2D;

/** Texts on a canvas, cut to a width. Measuring is slow: what was cut once is kept. */
export interface Lettering {
  /** The text, or as much of its beginning as fits, with an ellipsis. */
  fit(text: string, wide: number): string;
}

const keptMost = 5000;

export function letteringOf(pen: Pen): Lettering {
  const kept = new Map<string, string>();
  return {
    fit(text, wide) {
      const name = `${pen.font}|${Math.round(wide)}|${text}`;
      const known = kept.get(name);
      if (known !== undefined) return known;
      if (kept.size > keptMost) kept.clear();
      const found = cut(pen, text, wide);
      kept.set(name, found);
      return found;
    },
  };
}

function cut(pen: Pen, text: string, wide: number): string {
  // No label is longer than this, whatever a server called its things.
  const letters = Array.from(text.slice(0, 300));
  if (letters.length === text.length && pen.measureText(text).width <= wide) return text;
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pen.measureText(`${letters.slice(0, middle).join('')}…`).width <= wide) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${letters.slice(0, low).join('')}…`;
}
