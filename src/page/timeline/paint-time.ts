import type { Picture } from './paint.js';
import { ticksOf, tickText } from './ticks.js';

/** Pixels between two marks of the axis. */
const apart = 90;
const instant = 2;

/** Behind the lanes: lines at the marks of the axis, and the faults that the run made. */
export function paintBands(picture: Picture): void {
  const { pen, plot, palette, run, frame } = picture;
  const { scrolled, height, head } = frame;
  const tall = height - head;
  const xOf = placer(picture);
  pen.fillStyle = palette.fault;
  for (const { fromUs, toUs } of run.faults) {
    const x = xOf(fromUs);
    const wide = Math.max(instant, xOf(toUs) - x);
    if (x < plot.width && x + wide > 0) pen.fillRect(x, scrolled, wide, tall);
  }
  pen.fillStyle = palette.line;
  for (const us of ticksOf(plot.view, plot.width / apart).atUs) {
    pen.fillRect(Math.round(xOf(us)), scrolled, 1, tall);
  }
  for (const { fromUs } of run.phases.slice(1)) pen.fillRect(Math.round(xOf(fromUs)) - 1, scrolled, 2, tall);
}

/** Pixels from the left of the plot; what is far outside is kept near, so that nothing overflows. */
function placer({ plot: { view, width } }: Picture): (us: number) => number {
  const perUs = width / (view.toUs - view.fromUs);
  return (us) => Math.max(-50, Math.min(width + 50, (us - view.fromUs) * perUs));
}

/** Above the lanes: times, the phases of the run and marks of its faults. */
export function paintHead(picture: Picture): void {
  const { pen, frame, palette } = picture;
  const { left, head, width } = frame;
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, width, head);
  pen.fillStyle = palette.line;
  pen.fillRect(0, head - 1, width, 1);
  pen.save();
  pen.beginPath();
  pen.rect(left, 0, width - left, head);
  pen.clip();
  pen.translate(left, 0);
  paintTicks(picture);
  paintPhases(picture);
  paintFaultMarks(picture);
  paintRange(picture);
  pen.restore();
}

function paintTicks(picture: Picture): void {
  const { pen, plot, palette, frame } = picture;
  const xOf = placer(picture);
  const { stepUs, atUs } = ticksOf(plot.view, plot.width / apart);
  pen.font = `11px ${palette.font}`;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  for (const us of atUs) {
    const x = Math.round(xOf(us));
    pen.fillStyle = palette.line;
    pen.fillRect(x, frame.head - 20, 1, 20);
    pen.fillStyle = palette.soft;
    pen.fillText(tickText(us, stepUs), x + 4, frame.head - 10);
  }
}

function paintPhases(picture: Picture): void {
  const { pen, palette, run, lettering, plot } = picture;
  if (run.phases.length < 2) return;
  const xOf = placer(picture);
  pen.textBaseline = 'middle';
  pen.font = `600 11px ${palette.font}`;
  for (const [index, { name, fromUs, toUs }] of run.phases.entries()) {
    const x = xOf(fromUs);
    const right = xOf(toUs);
    if (right < 0 || x > plot.width) continue;
    pen.fillStyle = index % 2 === 0 ? palette.band : palette.stripe;
    pen.fillRect(x, 0, Math.max(1, right - x), 15);
    pen.fillStyle = palette.ink;
    // The name stays in sight while any of its phase does.
    const from = Math.max(0, x) + 4;
    pen.fillText(lettering.fit(name, right - from - 4), from, 8);
  }
}

function paintFaultMarks(picture: Picture): void {
  const { pen, palette, run, plot, frame } = picture;
  const xOf = placer(picture);
  pen.fillStyle = palette.near;
  for (const { fromUs } of run.faults) {
    const x = xOf(fromUs);
    if (x < 0 || x > plot.width) continue;
    pen.beginPath();
    pen.moveTo(x, frame.head - 1);
    pen.lineTo(x - 4, frame.head - 9);
    pen.lineTo(x + 4, frame.head - 9);
    pen.fill();
  }
}

/** What is being chosen to be zoomed to. */
function paintRange(picture: Picture): void {
  const { state, pen, palette, frame } = picture;
  if (state.range === null) return;
  const xOf = placer(picture);
  const x = xOf(state.range.fromUs);
  pen.fillStyle = palette.focus;
  pen.fillRect(x, frame.head - 4, Math.max(1, xOf(state.range.toUs) - x), 4);
}
