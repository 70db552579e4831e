import { boardOf, type Board } from './board.js';
import { controlsOf } from './controls.js';
import { element } from './element.js';
import { fittingScale, usualScale } from './geometry.js';
import { gliderOf } from './glide.js';
import { listenToKeys } from './keyboard.js';
import { lookCounts } from './lanes.js';
import { legendOf } from './legend.js';
import { noPlace } from './link.js';
import { placeOfLink } from './links.js';
import { movesOf, nearest, type Moves } from './moves.js';
import { overviewOf } from './overview.js';
import { panelOf } from './panel.js';
import { listenToPointer } from './pointer.js';
import { hitLines, timeLines } from './pointed.js';
import { refreshOf } from './refresh.js';
import { sceneOf, type Run, type Scene } from './scene.js';
import { storeOf, type State, type Store } from './state.js';
import { tipOf, type Tip } from './tip.js';
import { inside } from './view.js';
import { waysOf } from './ways.js';

/** The timeline on a page. */
export interface Drawing {
  /** Zooms to the actions of a violation and marks them; an index into the violations of the report. */
  showViolation(index: number): void;
}

/** Everything there is of it, for who listens and who draws. */
export interface Whole {
  readonly run: Run;
  readonly store: Store;
  readonly scene: () => Scene;
  readonly moves: Moves;
  readonly board: Board;
  readonly parts: ReturnType<typeof partsOf>;
  readonly place: HTMLElement;
}

/** Makes the drawing and everything around it, in this place. */
export function drawingOf(place: HTMLElement, run: Run): Drawing {
  const sceneFor = sceneOf(run);
  let refresh: (() => void) | null = null;
  const first = firstState(run);
  const { lanes } = sceneFor(first, usualScale);
  const store = storeOf({ ...first, scale: fittingScale(lanes, tallEnough) }, () => refresh?.());
  const scene = (): Scene => sceneFor(store.get(), store.get().scale);
  const board = boardOf(run);
  const reveal = (lane: number): void => board.reveal(scene(), lane);
  const moves = movesOf({ store, run, scene, glide: gliderOf(store), reveal });
  const whole: Whole = { run, store, scene, moves, board, parts: partsOf(run, store, moves), place };
  build(whole);
  refresh = refreshOf(whole);
  listen(whole);
  refresh();
  return { showViolation: (index) => moves.violation(index) };
}

/** Pixels that few lanes may grow to. */
const tallEnough = 340;

function firstState(run: Run): State {
  const place = { ...noPlace, view: run.whole, ...placeOfLink(run, location.hash) };
  return { ...place, scale: usualScale, lane: -1, hover: null, range: null };
}

function partsOf(run: Run, store: Store, moves: Moves) {
  const counts = lookCounts(run.look, () => true);
  return {
    controls: controlsOf(run, store, moves),
    legend: legendOf(
      counts,
      () => store.get().filter,
      (filter) => store.set({ filter, lane: -1 }),
    ),
    overview: overviewOf(run, store, (view) => store.set({ view: inside(view, run.whole) })),
    panel: panelOf((index) => moves.violation(index)),
    spoken: element('p', { class: 'tl-spoken', role: 'status' }),
    tip: tipOf(),
  };
}

function build({ place, board, parts, run }: Whole): void {
  const { controls, legend, overview, panel, spoken, tip } = parts;
  place.append(
    controls.above,
    legend.root,
    element('div', { class: 'tl-frame' }, overview.canvas, board.scroller, tip.root),
    controls.below,
    waysOf(run),
    panel.root,
    spoken,
  );
}

function listen(whole: Whole): void {
  const { board, moves, parts, run, store, scene } = whole;
  const { canvas, scroller } = board;
  const perPixel = (): number => {
    const plot = board.plot();
    return plot === null ? 1 : (plot.view.toUs - plot.view.fromUs) / plot.width;
  };
  const usAt = (x: number): number => store.get().view.fromUs + (x - board.left()) * perPixel();
  listenToKeys(whole.place, moves, () => openDetails(whole));
  listenToPointer({
    canvas,
    scroller,
    store,
    run,
    moves,
    usAt,
    usPerPixel: perPixel,
    hitAt: (x, y) => board.hitAt(x, y),
    pointed: (at) => point(whole, parts.tip, at),
  });
  canvas.addEventListener('focus', () => {
    if (store.get().lane < 0 && scene().lanes.count > 0 && canvas.matches(':focus-visible'))
      store.set({ lane: 0 });
  });
}

/** Reads the chosen action; chooses one in the lane where none is. */
function openDetails({ store, run, scene, moves, parts }: Whole): void {
  const { selected, lane, view } = store.get();
  if (selected >= 0) return parts.panel.root.focus();
  if (scene().lanes.count === 0) return;
  moves.select(nearest({ run, scene }, Math.max(0, lane), (view.fromUs + view.toUs) / 2));
}

function point({ board, store, run }: Whole, tip: Tip, at: { x: number; y: number } | null): void {
  const plot = board.plot();
  const hit = at === null ? null : board.hitAt(at.x, at.y);
  const before = store.get().hover;
  if (before?.row !== hit?.row || (before === null) !== (hit === null)) store.set({ hover: hit });
  board.canvas.classList.toggle('tl-over', hit !== null && hit.row >= 0);
  if (at === null || plot === null) return tip.show([], 0, 0);
  const { offsetTop, offsetLeft } = board.scroller;
  const inPlot = at.x >= board.left();
  const lines =
    hit !== null
      ? hitLines(run, plot, store.get().by, hit)
      : inPlot
        ? timeLines(run, plot, at.x - board.left())
        : [];
  tip.show(lines, at.x + offsetLeft, at.y + offsetTop);
}
