import { detailsOf, spokenOf } from './details.js';
import type { Whole } from './drawing.js';
import { lookCounts } from './lanes.js';
import { keepLink, placeOfLink } from './links.js';
import { paletteOf, type Palette } from './palette.js';
import type { State } from './state.js';

/** Draws once for each picture of the screen in which something has changed. Returns what asks for it. */
export function refreshOf(whole: Whole): () => void {
  const { place, store, scene, board, parts, run } = whole;
  let palette: Palette | null = null;
  let waiting = false;
  let told: State | null = null;
  const keep = keepLink(run, parts.controls.link);
  const draw = (): void => {
    waiting = false;
    const state = store.get();
    if (palette === null) {
      palette = paletteOf(place);
      parts.legend.paint(palette);
    }
    board.paint(scene(), state, palette);
    const left = board.left();
    parts.overview.paint(scene(), state.view, palette, { left, width: board.plot()?.width ?? 1 });
    tell(whole, state, told);
    if (told !== null) keep(state);
    told = state;
  };
  const ask = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  };
  const renewed = (): void => {
    palette = null;
    ask();
  };
  board.scroller.addEventListener('scroll', ask, { passive: true });
  new ResizeObserver(ask).observe(board.scroller);
  window.addEventListener('resize', ask);
  for (const query of [
    '(prefers-color-scheme: dark)',
    '(forced-colors: active)',
    '(prefers-contrast: more)',
  ]) {
    window.matchMedia(query).addEventListener('change', renewed);
  }
  onPaper(() => {
    palette = null;
    draw();
  });
  window.addEventListener('hashchange', () => {
    const asked = placeOfLink(run, location.hash);
    if (asked !== null) store.set({ ...asked, lane: -1 });
  });
  return ask;
}

/** Paper has its own colours, and is drawn before there is another picture of the screen. */
function onPaper(draw: () => void): void {
  window.matchMedia('print').addEventListener('change', draw);
  window.addEventListener('beforeprint', draw);
  window.addEventListener('afterprint', draw);
}

/** What is told in words, where it is no longer true. */
function tell({ run, parts, scene, store }: Whole, state: State, before: State | null): void {
  const { controls, legend, panel, spoken } = parts;
  controls.sync(state, scene());
  if (state.filter !== before?.filter) {
    const { laneOfRow } = scene().lanes;
    legend.sync(
      state.filter,
      lookCounts(run.look, (row) => laneOfRow[row] >= 0),
    );
    const isLost = state.selected >= 0 && laneOfRow[state.selected] < 0;
    if (before !== null && isLost) return store.set({ selected: -1, violation: -1 });
  }
  if (state.selected === before?.selected && state.violation === before.violation) return;
  if (state.selected < 0) {
    panel.show(null, []);
    spoken.textContent = before === null ? '' : 'Nothing is chosen.';
    return;
  }
  const details = detailsOf(run.actions, run.look, run.accepts, state.selected);
  panel.show(details, run.because);
  const because =
    state.violation < 0 ? '' : ` Violation ${state.violation + 1}: ${run.because[state.violation] ?? ''}`;
  spoken.textContent = spokenOf(details) + because;
}
