import { barEnds, denseLane } from './hit.js';
import { linesOf } from './geometry.js';
import { placesIn } from './lanes.js';
import { firstWrong } from './looks.js';
import { markTall } from './paint-looks.js';
import type { Picture } from './paint.js';

/** The action that is chosen, all of its violation, what the pointer is on, and the range that is being chosen. */
export function paintChosen(picture: Picture): void {
  const { state, run, pen, palette, frame, plot } = picture;
  const rows = state.violation < 0 ? [] : (run.actions.violations[state.violation] ?? []);
  for (const row of rows) if (row >= 0 && row !== state.selected) ring(picture, row, 1.5);
  if (state.hover !== null && state.hover.row >= 0) ring(picture, state.hover.row, 1);
  if (state.selected >= 0) {
    ruler(picture, state.selected);
    ring(picture, state.selected, 2.5);
  }
  if (state.range !== null) {
    const perUs = plot.width / (plot.view.toUs - plot.view.fromUs);
    const x = (state.range.fromUs - plot.view.fromUs) * perUs;
    const wide = Math.max(1, (state.range.toUs - state.range.fromUs) * perUs);
    pen.fillStyle = palette.band;
    pen.fillRect(x, frame.scrolled, wide, frame.height);
  }
}

/** Where a row is drawn; in a lane of stripes that is a place in it. `null`: it is not. */
function placed({ plot }: Picture, row: number): readonly [number, number, number, number] | null {
  const { lanes, layout, actions, view, width } = plot;
  const lane = lanes.laneOfRow[row];
  if (lane === undefined || lane < 0) return null;
  const [left, right] = barEnds(actions, row, view, width / (view.toUs - view.fromUs));
  if (right < -5 || left > width + 5) return null;
  if (denseLane(plot, lane))
    return [left - 2, layout.top[lane] + 2, 4, layout.top[lane + 1] - layout.top[lane] - 4];
  const us = actions.sentAtUs[row];
  const [first, end] = placesIn(lanes, actions, lane, { fromUs: us, toUs: us });
  const at = lanes.rows.subarray(first, end).indexOf(row);
  const { top, pitch, tall } = linesOf(layout, lanes, lane);
  const x = Math.max(-20, left);
  return [x, top + lanes.line[first + at] * pitch, Math.min(width + 20, right) - x, tall];
}

function ring(picture: Picture, row: number, thick: number): void {
  const box = placed(picture, row);
  if (box === null) return;
  const { pen, palette } = picture;
  const [left, top, width, high] = box;
  const room = 2 + thick / 2;
  // The mark of a wrong answer stays in sight.
  const mark = picture.plot.look[row] >= firstWrong ? markTall : 0;
  const [y, tall] = [top - mark, high + mark];
  const wide = Math.max(width, mark === 0 ? 0 : 2 * mark);
  const x = left + (width - wide) / 2;
  for (const [colour, line] of [
    [palette.paper, thick + 2],
    [palette.ink, thick],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = line;
    pen.strokeRect(x - room, y - room, wide + 2 * room, tall + 2 * room);
  }
}

/** Lines through all lanes at the send and the answer: what else was then. */
function ruler({ pen, plot, palette, frame }: Picture, row: number): void {
  const { view, width, actions } = plot;
  const [left, right] = barEnds(actions, row, view, width / (view.toUs - view.fromUs));
  pen.fillStyle = palette.focus;
  pen.globalAlpha = 0.6;
  for (const x of actions.settledAtUs[row] === Infinity ? [left] : [left, right]) {
    if (x >= 0 && x <= width) pen.fillRect(x, frame.scrolled, 1, frame.height);
  }
  pen.globalAlpha = 1;
}
