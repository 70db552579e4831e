import type { Details } from './details.js';
import { button, element } from './element.js';

/** Where the action that is chosen is told in words. */
export interface Panel {
  readonly root: HTMLElement;
  show(details: Details | null, because: readonly string[]): void;
}

export function panelOf(showViolation: (index: number) => void): Panel {
  const root = element('div', {
    class: 'tl-panel',
    tabindex: '-1',
    role: 'region',
    'aria-label': 'The chosen action',
  });
  const empty = element(
    'p',
    { class: 'soft' },
    'Choose an action to read what happened: click it, or use the keys.',
  );
  root.append(empty);
  return {
    root,
    show(details, because) {
      if (details === null) return root.replaceChildren(empty);
      const lines = details.lines.flatMap(([name, text]) => [
        element('dt', {}, name),
        element('dd', {}, text),
      ]);
      const reasons = details.violations.map((index) =>
        element(
          'p',
          { class: 'tl-because' },
          button(`Violation ${index + 1}`, `show all actions of violation ${index + 1}`, () =>
            showViolation(index),
          ),
          ` ${because[index] ?? ''}`,
        ),
      );
      root.replaceChildren(element('h3', {}, details.title), ...reasons, element('dl', {}, ...lines));
    },
  };
}
