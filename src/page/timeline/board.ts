import { element, penOf } from './element.js';
import { hitAt, type Hit, type Plot } from './hit.js';
import { painterOf, type Frame } from './paint.js';
import type { Palette } from './palette.js';
import type { Run, Scene } from './scene.js';
import type { State } from './state.js';

/** The canvas of the lanes, inside of what scrolls over them. */
export interface Board {
  readonly scroller: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  paint(scene: Scene, state: State, palette: Palette): void;
  /** What is drawn at a place of the canvas. */
  hitAt(x: number, y: number): Hit | null;
  /** What is drawn, for whoever asks for times and pixels. */
  plot(): Plot | null;
  readonly left: () => number;
  /** Scrolls as little as it takes to see a lane. */
  reveal(scene: Scene, lane: number): void;
}

/** Two rows: phases and times. */
const head = 38;
const tallMost = 640;
const tallLeast = 280;

export function boardOf(run: Run): Board {
  const canvas = element('canvas', {
    class: 'tl-canvas',
    tabindex: '0',
    role: 'application',
    'aria-label': 'Contention timeline: a lane for each resource, a bar for each action',
    'aria-describedby': 'tl-keys',
  });
  const spacer = element('div');
  const scroller = element('div', { class: 'tl-scroll' }, canvas, spacer);
  const paint = canvas.getContext('2d', { alpha: false });
  const painter = paint === null ? null : painterOf(paint);
  let plot: Plot | null = null;
  let frame: Frame = { width: 0, height: 0, left: 0, head, scrolled: 0 };
  return {
    scroller,
    canvas,
    left: () => frame.left,
    plot: () => plot,
    paint(scene, state, palette) {
      frame = fitted(scroller, spacer, scene);
      plot = {
        actions: run.actions,
        look: run.look,
        ...scene,
        view: state.view,
        width: Math.max(1, frame.width - frame.left),
      };
      penOf(canvas, frame.width, frame.height);
      painter?.(frame, plot, run, state, palette);
    },
    hitAt: (x, y) =>
      plot === null || x < frame.left || y < head
        ? null
        : hitAt(plot, x - frame.left, y - head + frame.scrolled),
    reveal({ layout }, lane) {
      const room = frame.height - head;
      const [top, bottom] = [layout.top[lane], layout.top[lane + 1]];
      if (top < scroller.scrollTop) scroller.scrollTop = lane === 0 ? 0 : top;
      else if (bottom > scroller.scrollTop + room) scroller.scrollTop = Math.min(top, bottom - room);
    },
  };
}

/** As tall as its lanes, within what leaves the page usable; labels take less where the page is narrow. */
function fitted(scroller: HTMLElement, spacer: HTMLElement, { layout }: Scene): Frame {
  const total = head + (layout.top.at(-1) ?? 0);
  const most = Math.max(tallLeast, Math.min(tallMost, window.innerHeight * 0.7));
  const height = Math.ceil(Math.max(head + 40, Math.min(total, most)));
  const tall = `${height}px`;
  if (scroller.style.height !== tall) scroller.style.height = tall;
  const rest = `${Math.max(0, Math.ceil(total - height))}px`;
  if (spacer.style.height !== rest) spacer.style.height = rest;
  const width = scroller.clientWidth;
  const left = width < 560 ? 92 : 168;
  return { width, height, left, head, scrolled: scroller.scrollTop };
}
