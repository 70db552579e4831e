import { countText } from '../../report/words.js';
import { boxesByLook } from './boxes.js';
import { element, penOf } from './element.js';
import { isHidden, toggled, type Filter } from './filter.js';
import { firstWrong, looks, noAnswer } from './looks.js';
import { paintBars } from './paint-looks.js';
import type { Palette } from './palette.js';

/** What each look means, how many there are, and whether they are shown. */
export interface Legend {
  readonly root: HTMLElement;
  /** Checks what is shown, and counts it. */
  sync(filter: Filter, shown: readonly number[]): void;
  paint(palette: Palette): void;
}

const wide = 26;
const tall = 20;

/** One line for each look that occurs in the run; wrong answers always, as none of them is what a reader wants to know. */
export function legendOf(
  counts: readonly number[],
  filter: () => Filter,
  changed: (filter: Filter) => void,
): Legend {
  const entries = looks.flatMap(({ words }, look) => {
    if (counts[look] === 0 && look !== firstWrong && look !== firstWrong + 1) return [];
    const box = element('input', { type: 'checkbox' });
    box.addEventListener('change', () => changed(toggled(filter(), look)));
    const swatch = element('canvas', { class: 'tl-swatch', 'aria-hidden': 'true' });
    const count = element(
      'b',
      { class: look >= firstWrong && counts[look] > 0 ? 'wrong' : '' },
      countText(counts[look]),
    );
    const total = countText(counts[look]);
    const root = element('label', { class: 'tl-chip' }, box, swatch, `${words} `, count);
    return [{ look, box, swatch, root, count, total }];
  });
  return {
    root: element(
      'div',
      { class: 'tl-legend', role: 'group', 'aria-label': 'Answers that are shown' },
      ...entries.map(({ root }) => root),
    ),
    sync(now, shown) {
      for (const { look, box, count, total } of entries) {
        box.checked = !isHidden(now, look);
        const seen = countText(shown[look]);
        count.textContent = seen === total ? total : `${seen} of ${total}`;
      }
    },
    paint(palette) {
      for (const { look, swatch } of entries) paintSwatch(swatch, look, palette);
    },
  };
}

function paintSwatch(canvas: HTMLCanvasElement, look: number, palette: Palette): void {
  const pen = penOf(canvas, wide, tall);
  if (pen === null) return;
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, wide, tall);
  const boxes = boxesByLook();
  boxes.add(look, look === noAnswer ? 6 : 3, 7, 20, 11);
  paintBars(pen, boxes, palette);
}
