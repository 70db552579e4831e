import { countInto, scaleOf, noDensity } from './density.js';
import { element, penOf } from './element.js';
import { looks, firstWrong } from './looks.js';
import type { Palette } from './palette.js';
import type { Run, Scene } from './scene.js';
import type { Store } from './state.js';
import type { View } from './view.js';

/** The whole run as a strip, with a frame around what is seen. */
export interface Overview {
  readonly canvas: HTMLCanvasElement;
  /** Draws it; what is behind the frame only where scene, colours or size have changed. */
  paint(scene: Scene, view: View, palette: Palette, place: Strip): void;
}

/** Where the strip lies on its canvas, so that it stands above the lanes. */
interface Strip {
  readonly left: number;
  readonly width: number;
}

const height = 46;
const stripe = 2;

export function overviewOf(run: Run, store: Store, show: (view: View) => void): Overview {
  const canvas = element('canvas', { class: 'tl-overview', 'aria-hidden': 'true' });
  const behind = element('canvas');
  let drawn: { scene: Scene; palette: Palette; width: number; ratio: number } | null = null;
  let left = 0;
  listen(canvas, run, store, show, (x) => (x - left) / Math.max(1, canvas.clientWidth - left));
  return {
    canvas,
    paint(scene, view, palette, strip) {
      const ratio = window.devicePixelRatio;
      const { width } = strip;
      left = strip.left;
      const pen = penOf(canvas, left + width, height);
      if (pen === null) return;
      const same =
        drawn?.scene.lanes === scene.lanes &&
        drawn.palette === palette &&
        drawn.width === width &&
        drawn.ratio === ratio;
      if (!same) {
        paintWhole(behind, run, scene, palette, width);
        drawn = { scene, palette, width, ratio };
      }
      pen.fillStyle = palette.paper;
      pen.fillRect(0, 0, left, height);
      pen.fillStyle = palette.soft;
      pen.font = `12px ${palette.font}`;
      pen.textBaseline = 'middle';
      pen.fillText('whole run', 8, height / 2);
      pen.translate(left, 0);
      pen.drawImage(behind, 0, 0, width, height);
      paintFrame(pen, run.whole, view, palette, width);
    },
  };
}

function paintWhole(
  canvas: HTMLCanvasElement,
  run: Run,
  { lanes }: Scene,
  palette: Palette,
  width: number,
): void {
  const pen = penOf(canvas, width, height);
  if (pen === null) return;
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, width, height);
  const density = noDensity(Math.ceil(width / stripe));
  countInto(density, lanes, [0, lanes.rows.length], run.actions, run.look, run.whole);
  const { counts, bins } = density;
  const totals = Array.from({ length: bins }, (_, bin) => sum(counts, bin));
  const scale = scaleOf(totals.reduce((high, one) => Math.max(high, one), 1));
  const span = run.whole.toUs - run.whole.fromUs;
  pen.fillStyle = palette.fault;
  for (const { fromUs, toUs } of run.faults) {
    const x = ((fromUs - run.whole.fromUs) / span) * width;
    pen.fillRect(x, 0, Math.max(2, ((toUs - fromUs) / span) * width), height);
  }
  for (const [look, { tone }] of looks.entries()) {
    pen.fillStyle = palette[tone];
    for (let bin = 0; bin < bins; bin++) {
      if (counts[bin * looks.length + look] === 0) continue;
      const from = scale(sum(counts, bin, look));
      const to = scale(sum(counts, bin, look + 1));
      const room = height - 12;
      const tall = Math.max(1, (to - from) * room);
      pen.fillRect(bin * stripe, height - 2 - from * room - tall, stripe, tall);
      // A wrong answer is seen however many are around it.
      if (look >= firstWrong) pen.fillRect(bin * stripe - 0.5, 1, stripe + 1, 7);
    }
  }
}

/** Of the looks before this one, or of all. */
function sum(counts: Uint32Array, bin: number, before = looks.length): number {
  let found = 0;
  for (let look = 0; look < before; look++) found += counts[bin * looks.length + look];
  return found;
}

function paintFrame(
  pen: CanvasRenderingContext2D,
  whole: View,
  view: View,
  palette: Palette,
  width: number,
): void {
  const perUs = width / (whole.toUs - whole.fromUs);
  const left = Math.max(0, (view.fromUs - whole.fromUs) * perUs);
  const right = Math.min(width, Math.max(left + 3, (view.toUs - whole.fromUs) * perUs));
  pen.globalAlpha = 0.65;
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, left, height);
  pen.fillRect(right, 0, width - right, height);
  pen.globalAlpha = 1;
  pen.strokeStyle = palette.focus;
  pen.lineWidth = 2;
  pen.strokeRect(left + 1, 1, Math.max(1, right - left - 2), height - 2);
}

/** Inside the frame a drag moves it, outside it draws a new one; a click puts its middle there. */
function listen(
  canvas: HTMLCanvasElement,
  { whole }: Run,
  store: Store,
  show: (view: View) => void,
  shareAt: (x: number) => number,
): void {
  let grip: { readonly us: number; readonly view: View; readonly kind: 'move' | 'draw' } | null = null;
  const usAt = (event: PointerEvent): number =>
    whole.fromUs + shareAt(event.offsetX) * (whole.toUs - whole.fromUs);
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    const us = usAt(event);
    const { view } = store.get();
    const all = view.toUs - view.fromUs > 0.98 * (whole.toUs - whole.fromUs);
    const kind = !all && us >= view.fromUs && us <= view.toUs ? 'move' : 'draw';
    grip = { us, view, kind };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (grip === null) return;
    const us = usAt(event);
    const by = us - grip.us;
    if (grip.kind === 'move') show({ fromUs: grip.view.fromUs + by, toUs: grip.view.toUs + by });
    else if (Math.abs(by) * canvas.clientWidth > 4 * (whole.toUs - whole.fromUs))
      show({ fromUs: Math.min(us, grip.us), toUs: Math.max(us, grip.us) });
  });
  const over = (event: PointerEvent): void => {
    if (grip !== null && grip.kind === 'draw' && event.type === 'pointerup' && usAt(event) === grip.us) {
      const half = (grip.view.toUs - grip.view.fromUs) / 2;
      show({ fromUs: grip.us - half, toUs: grip.us + half });
    }
    grip = null;
  };
  canvas.addEventListener('pointerup', over);
  canvas.addEventListener('pointercancel', over);
}
