import type { Moves } from './moves.js';

/** What each key does while the drawing has the focus. */
function actionsOf(moves: Moves, open: () => void): Readonly<Record<string, () => void>> {
  return {
    ArrowLeft: () => moves.pan(-0.15),
    ArrowRight: () => moves.pan(0.15),
    ArrowUp: () => moves.lane(-1),
    ArrowDown: () => moves.lane(1),
    'Shift+ArrowLeft': () => moves.action(-1),
    'Shift+ArrowRight': () => moves.action(1),
    PageUp: () => moves.lane(-10),
    PageDown: () => moves.lane(10),
    '+': () => moves.zoom(0.5),
    '=': () => moves.zoom(0.5),
    '-': () => moves.zoom(2),
    '0': () => moves.whole(),
    Home: () => moves.pan(-1e9),
    End: () => moves.pan(1e9),
    n: () => moves.trouble(1),
    p: () => moves.trouble(-1),
    '[': () => moves.taller(-1),
    ']': () => moves.taller(1),
    Enter: open,
    Escape: () => moves.clear(),
  };
}

/** Keys that mean nothing to a button or a link. */
const everywhere: ReadonlySet<string> = new Set(['n', 'p', '[', ']', '+', '=', '-', '0', 'Escape']);

/** Whether what has the focus takes this key for itself: boxes to write in take all of them. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element) || target.closest('canvas') !== null) return false;
  return target.closest('input, select, textarea') !== null || !everywhere.has(key);
}

/** Lets keys act on the drawing while it, or something around it, has the focus. Those that the browser or the reader needs, with Ctrl or Alt, are left alone. */
export function listenToKeys(place: HTMLElement, moves: Moves, open: () => void): void {
  const actions = actionsOf(moves, open);
  place.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
    const shifted = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
    const act = Object.hasOwn(actions, shifted) ? actions[shifted] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
