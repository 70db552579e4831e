import { element } from './element.js';
import type { Run } from './scene.js';

const ways: readonly (readonly [how: string, what: string])[] = [
  ['wheel', 'scrolls lanes, then the page'],
  ['Ctrl + wheel, pinch', 'zooms at the pointer'],
  ['Shift + wheel, drag', 'moves in time'],
  ['Shift + drag', 'zooms to what is chosen'],
  ['double click', 'zooms in'],
  ['click', 'reads an action'],
  ['\u2190 \u2192', 'move in time; with Shift from action to action'],
  ['\u2191 \u2193, Page up, Page down', 'change the lane'],
  ['+ \u2212 0', 'zoom in, zoom out, show the whole run'],
  ['Home, End', 'go to its beginning and its end'],
  ['N, P', 'go to the next and the previous violation'],
  ['[ ]', 'make lanes flatter and taller'],
  ['Enter, Esc', 'read an action, let it go'],
];

/** How one gets about in the drawing: the wheel at once, everything else for who asks. */
export function waysOf({ actions: { shadowUs } }: Run): HTMLElement {
  const shadow =
    shadowUs === null
      ? ''
      : ' Shaded: while an accept shuts its key, strongly where surely, weakly where perhaps.';
  const list = ways.flatMap(([how, what]) => [element('dt', {}, how), element('dd', {}, what)]);
  return element(
    'div',
    { class: 'tl-keys soft', id: 'tl-keys' },
    element(
      'p',
      {},
      `Wheel scrolls, Ctrl + wheel zooms, a drag moves, N goes to the next violation. Where bars would lie upon each other they are counted: accepts upwards, all others downwards.${shadow}`,
    ),
    element('details', {}, element('summary', {}, 'All keys and gestures'), element('dl', {}, ...list)),
  );
}
