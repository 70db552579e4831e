import { boxesByLook } from './boxes.js';
import { laneAt } from './geometry.js';
import type { Plot } from './hit.js';
import { gatherLanes, gatherShadows, type Gathered } from './paint-lanes.js';
import { paintLabels, paintStripesBehind } from './paint-labels.js';
import { paintBars, paintStripeMarks } from './paint-looks.js';
import { paintChosen } from './paint-chosen.js';
import { letteringOf, type Lettering } from './paint-text.js';
import { paintBands, paintHead } from './paint-time.js';
import type { Palette } from './palette.js';
import type { Run } from './scene.js';
import { stripesSheet, type Stripes } from './stripes.js';
import type { State } from './state.js';

type Pen = CanvasRenderingContext2D;

/** Where things lie on the canvas, in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** The column of labels, and the time axis above the lanes. */
  readonly left: number;
  readonly head: number;
  /** How far the lanes are scrolled. */
  readonly scrolled: number;
}

/** Everything that painters of a part need. */
export interface Picture {
  readonly pen: Pen;
  readonly frame: Frame;
  readonly plot: Plot;
  readonly run: Run;
  readonly state: State;
  readonly palette: Palette;
  readonly lettering: Lettering;
  /** The first and the last lane that are seen; the last is before the first where there are none. */
  readonly seen: readonly [number, number];
}

/** Draws a canvas anew each time it is asked to; only what can be seen is looked at. */
export function painterOf(pen: Pen) {
  const stripes = stripesSheet();
  const gathered: Gathered = { bars: boxesByLook(), stripes, wrongStripes: boxesByLook() };
  const lettering = letteringOf(pen);
  return (frame: Frame, plot: Plot, run: Run, state: State, palette: Palette): void => {
    const picture = { pen, frame, plot, run, state, palette, lettering, seen: seenLanes(frame, plot) };
    pen.fillStyle = palette.paper;
    pen.fillRect(0, 0, frame.width, frame.height);
    inLanes(picture, () => {
      paintStripesBehind(picture);
      paintBands(picture);
      stripes.begin(palette, plot.width, frame.height - frame.head, frame.scrolled);
      gatherShadows(shadesOf(picture, stripes), plot, run.accepts, picture.seen);
      gatherLanes(gathered, plot, picture.seen);
      stripes.paint(pen);
      // Rings lie around bars, never upon them or their marks.
      paintChosen(picture);
      paintStripeMarks(pen, gathered.wrongStripes, palette);
      paintBars(pen, gathered.bars, palette);
    });
    paintLabels(picture);
    paintHead(picture);
  };
}

/** Wide shadows are few: they are painted as they come. Many narrow ones go onto the sheet. */
function shadesOf({ pen, plot, palette }: Picture, stripes: Stripes): Pick<Stripes, 'shade'> {
  const { view, width, actions } = plot;
  if (((actions.shadowUs ?? 0) * width) / (view.toUs - view.fromUs) < wideShadow) return stripes;
  return {
    shade(tone, x, y, wide, tall) {
      pen.fillStyle = palette[tone];
      pen.fillRect(x, y, wide, tall);
    },
  };
}

const wideShadow = 60;

function seenLanes({ height, head, scrolled }: Frame, { layout, lanes }: Plot): readonly [number, number] {
  const first = Math.max(0, laneAt(layout, scrolled));
  const last = laneAt(layout, scrolled + height - head);
  return [first, last < 0 ? lanes.count - 1 : last];
}

/** Paints with the top left of the first lane as origin, and nothing outside of the lanes. */
function inLanes({ pen, frame }: Picture, paint: () => void): void {
  const { left, head, width, height, scrolled } = frame;
  pen.save();
  pen.beginPath();
  pen.rect(left, head, width - left, height - head);
  pen.clip();
  pen.translate(left, head - scrolled);
  paint();
  pen.restore();
}
