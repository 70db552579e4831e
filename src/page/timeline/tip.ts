import { element } from './element.js';

/** A few lines beside the pointer. */
export interface Tip {
  readonly root: HTMLElement;
  /** No lines: nothing is shown. */
  show(lines: readonly string[], x: number, y: number): void;
}

export function tipOf(): Tip {
  const root = element('div', { class: 'tl-tip', 'aria-hidden': 'true', hidden: '' });
  return {
    root,
    show(lines, x, y) {
      root.hidden = lines.length === 0;
      if (root.hidden) return;
      root.replaceChildren(...lines.map((line) => element('div', {}, line)));
      const within = root.parentElement?.clientWidth ?? 0;
      root.style.left = `${Math.max(0, Math.min(x + 14, within - root.offsetWidth - 4))}px`;
      root.style.top = `${y + 18}px`;
    },
  };
}
