import type { Hit } from './hit.js';
import type { Moves } from './moves.js';
import type { Run } from './scene.js';
import type { Store } from './state.js';
import { moved, type View } from './view.js';

/** What pointing needs to know of the drawing. */
export interface Ground {
  readonly canvas: HTMLCanvasElement;
  readonly scroller: HTMLElement;
  readonly store: Store;
  readonly run: Run;
  readonly moves: Moves;
  /** The time at a place of the canvas. */
  readonly usAt: (x: number) => number;
  readonly usPerPixel: () => number;
  /** What is drawn there; `null` outside of the lanes. */
  readonly hitAt: (x: number, y: number) => Hit | null;
  /** Tells what the pointer is on, or that it is on nothing. */
  readonly pointed: (at: { readonly x: number; readonly y: number } | null) => void;
}

interface Grip {
  readonly kind: 'move' | 'range';
  readonly x: number;
  readonly y: number;
  readonly view: View;
  readonly scrolled: number;
  far: boolean;
}

/** Nearer than this a drag is still a click. */
const slip = 4;

/** Drags, clicks, pinches and the wheel. */
export function listenToPointer(ground: Ground): void {
  const { canvas, moves, store } = ground;
  const fingers = new Map<number, PointerEvent>();
  let grip: Grip | null = null;
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, event);
    canvas.setPointerCapture(event.pointerId);
    grip = fingers.size > 1 ? null : gripOf(ground, event);
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (before !== undefined && fingers.size === 2) pinch(ground, fingers, event);
    else if (grip !== null) drag(ground, grip, event);
    else if (event.pointerType === 'mouse') ground.pointed({ x: event.offsetX, y: event.offsetY });
    if (before !== undefined) fingers.set(event.pointerId, event);
  });
  const over = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    const { range } = store.get();
    if (range !== null) {
      store.set({ range: null });
      if (event.type === 'pointerup') moves.show(range);
    } else if (grip !== null && !grip.far && event.type === 'pointerup') click(ground, event);
    grip = null;
  };
  canvas.addEventListener('pointerup', over);
  canvas.addEventListener('pointercancel', over);
  canvas.addEventListener('pointerleave', () => ground.pointed(null));
  canvas.addEventListener('dblclick', (event) => moves.zoom(1 / 3, ground.usAt(event.offsetX)));
  listenToWheel(ground);
}

function gripOf({ store, scroller }: Ground, { shiftKey, offsetX: x, offsetY: y }: PointerEvent): Grip {
  const { view } = store.get();
  return { kind: shiftKey ? 'range' : 'move', x, y, view, scrolled: scroller.scrollTop, far: false };
}

function drag(ground: Ground, grip: Grip, event: PointerEvent): void {
  const { store, scroller, run, usAt, usPerPixel } = ground;
  if (!grip.far && Math.hypot(event.offsetX - grip.x, event.offsetY - grip.y) < slip) return;
  grip.far = true;
  ground.pointed(null);
  if (grip.kind === 'range') {
    const [a, b] = [usAt(grip.x), usAt(event.offsetX)];
    store.set({ range: { fromUs: Math.min(a, b), toUs: Math.max(a, b) } });
    return;
  }
  store.set({ view: moved(grip.view, run.whole, (grip.x - event.offsetX) * usPerPixel()) });
  // A finger that goes up or down scrolls by itself.
  if (event.pointerType === 'mouse') scroller.scrollTop = grip.scrolled + grip.y - event.offsetY;
}

/** Two fingers: as much closer as they went apart, around their middle. */
function pinch(
  { moves, usAt, store, run, usPerPixel }: Ground,
  fingers: Map<number, PointerEvent>,
  event: PointerEvent,
): void {
  const before = fingers.get(event.pointerId);
  const other = [...fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
  if (before === undefined || other === undefined) return;
  const gapOf = (one: PointerEvent): number => Math.max(12, Math.abs(one.offsetX - other.offsetX));
  store.set({
    view: moved(store.get().view, run.whole, ((before.offsetX - event.offsetX) / 2) * usPerPixel()),
  });
  moves.zoom(gapOf(before) / gapOf(event), usAt((event.offsetX + other.offsetX) / 2));
}

function click(
  { hitAt, moves, store, canvas, pointed }: Ground,
  { offsetX: x, offsetY: y }: PointerEvent,
): void {
  canvas.focus({ preventScroll: true });
  const hit = hitAt(x, y);
  if (hit === null) return;
  store.set({ lane: hit.lane });
  if (hit.row >= 0) moves.select(hit.row);
  else moves.clear();
  pointed({ x, y });
}

/** With Ctrl (or as a pinch on a touchpad) it zooms, with Shift or sideways it moves in time, plainly it scrolls. */
function listenToWheel({ canvas, moves, usAt }: Ground): void {
  const turned = (event: WheelEvent): void => {
    const { deltaX, deltaY, deltaMode, shiftKey } = event;
    const pixels = deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const turn = Math.max(-120, Math.min(120, deltaY * pixels));
      moves.zoom(Math.exp(turn / 250), usAt(event.offsetX));
    } else if (shiftKey || Math.abs(deltaX) > Math.abs(deltaY)) {
      event.preventDefault();
      const along = shiftKey && deltaX === 0 ? deltaY : deltaX;
      moves.pan((along * pixels) / canvas.clientWidth);
    }
  };
  canvas.addEventListener('wheel', turned, { passive: false });
}
