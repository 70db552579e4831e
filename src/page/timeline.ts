import type { PageData } from '../reporters/html/page-data.js';
import { drawingOf, type Drawing } from './timeline/drawing.js';
import { isLink } from './timeline/link.js';
import { runOf } from './timeline/scene.js';

/** Draws every action of the run where the page left a place for it, and shows violations where a button asks for one. */
export function startTimeline(data: PageData): void {
  const place = document.getElementById('timeline');
  if (place === null) return;
  const run = runOf(data);
  if (run === null) return;
  const drawing = drawingOf(place, run);
  // Who follows a link to a place in it wants to see it.
  if (isLink(location.hash)) show(place);
  listenToJumps(drawing, place);
}

/** Any button of the page with `data-violation`, an index into the violations of the report, leads to its actions. */
function listenToJumps(drawing: Drawing, place: HTMLElement): void {
  document.addEventListener('click', (event) => {
    const asked = event.target instanceof Element ? event.target.closest('[data-violation]') : null;
    const index = Number(asked?.getAttribute('data-violation') ?? Number.NaN);
    if (!Number.isInteger(index)) return;
    show(place);
    drawing.showViolation(index);
  });
}

function show(place: HTMLElement): void {
  (place.closest('section') ?? place).scrollIntoView({ block: 'start' });
}
