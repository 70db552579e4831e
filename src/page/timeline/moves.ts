import { acceptBefore } from './accepts.js';
import { noFilter } from './filter.js';
import { scales } from './geometry.js';
import { placeOf } from './lanes.js';
import type { Run, Scene } from './scene.js';
import { stretchOfTrouble } from './scene.js';
import type { Store } from './state.js';
import { troubleAfter, type Trouble } from './troubles.js';
import { around, inside, moved, zoomed, type View } from './view.js';

/** What a reader can do, whether with a pointer, with keys or with buttons. */
export interface Moves {
  /** So many times as much time is seen; around the middle where no time is said. */
  zoom(times: number, atUs?: number): void;
  /** By a share of what is seen. */
  pan(share: number): void;
  show(view: View): void;
  whole(): void;
  select(row: number): void;
  clear(): void;
  /** The next or previous lane, and the action in it that is next to what is seen or chosen. */
  lane(step: number): void;
  /** The next or previous action in the lane. */
  action(step: 1 | -1): void;
  trouble(step: 1 | -1): void;
  violation(index: number): void;
  taller(step: 1 | -1): void;
}

/** What of the page moves need. */
export interface Stage {
  readonly store: Store;
  readonly run: Run;
  readonly scene: () => Scene;
  /** Goes to a view, gently where the reader likes that. */
  readonly glide: (view: View) => void;
  /** Scrolls lanes so that this one is seen. */
  readonly reveal: (lane: number) => void;
}

export function movesOf(stage: Stage): Moves {
  const { store, run, glide } = stage;
  const { whole } = run;
  return {
    zoom(times, atUs) {
      const { view } = store.get();
      const next = zoomed(view, whole, times, atUs ?? (view.fromUs + view.toUs) / 2);
      // A wheel turns in small steps, which are gentle by themselves.
      if (atUs === undefined) glide(next);
      else store.set({ view: next });
    },
    pan(share) {
      const { view } = store.get();
      store.set({ view: moved(view, whole, share * (view.toUs - view.fromUs)) });
    },
    show: (view) => glide(inside(view, whole)),
    whole: () => glide(whole),
    select: (row) => choose(stage, row),
    clear: () => store.set({ selected: -1, violation: -1, range: null }),
    lane: (step) => stepLane(stage, step),
    action: (step) => stepAction(stage, step),
    trouble(step) {
      const { selected, violation, view } = store.get();
      const { actions, troubles } = run;
      // From what is seen, where nothing is chosen.
      const row = selected >= 0 ? selected : firstFrom(actions.sentAtUs, view.fromUs) - (step === 1 ? 1 : 0);
      const next = troubleAfter(troubles, { row, violation }, step);
      if (next !== null) showTrouble(stage, next);
    },
    violation(index) {
      const trouble = run.troubles.find(({ violation }) => violation === index);
      if (trouble !== undefined) showTrouble(stage, trouble);
    },
    taller(step) {
      const scale = Math.max(0, Math.min(scales.length - 1, store.get().scale + step));
      store.set({ scale });
    },
  };
}

/** The first row that was sent at this time or later. */
function firstFrom(sentAtUs: Float64Array, us: number): number {
  let [low, high] = [0, sentAtUs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentAtUs[middle] < us) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Chooses an action; the violation that was shown stays only while the action is part of it. */
function choose({ store, run, scene, reveal }: Stage, row: number): void {
  const { violation } = store.get();
  const lane = row < 0 ? -1 : scene().lanes.laneOfRow[row];
  const part = violation >= 0 && run.actions.violations[violation].includes(row);
  store.set({ selected: row, violation: part ? violation : -1, ...(lane >= 0 ? { lane } : {}) });
  if (lane >= 0) reveal(lane);
}

function stepLane(stage: Stage, step: number): void {
  const { store, run } = stage;
  const { lanes } = stage.scene();
  if (lanes.count === 0) return;
  const { lane: now, selected, view } = store.get();
  const lane = Math.max(0, Math.min(lanes.count - 1, now < 0 ? 0 : now + step));
  store.set({ lane });
  stage.reveal(lane);
  if (selected < 0) return;
  const near = nearest(stage, lane, run.actions.sentAtUs[selected]);
  const us = run.actions.sentAtUs[near];
  if (us >= view.fromUs && us <= view.toUs) choose(stage, near);
}

/** The action of a lane that was sent nearest to a time. */
export function nearest({ run, scene }: Pick<Stage, 'run' | 'scene'>, lane: number, us: number): number {
  const { lanes } = scene();
  const { sentAtUs } = run.actions;
  const [begin, end] = [lanes.start[lane], lanes.start[lane + 1]];
  const at = Math.min(end - 1, placeOf(lanes, run.actions, [begin, end], us));
  const [after, before] = [lanes.rows[at], lanes.rows[Math.max(begin, at - 1)]];
  return Math.abs(sentAtUs[before] - us) < Math.abs(sentAtUs[after] - us) ? before : after;
}

function stepAction(stage: Stage, step: 1 | -1): void {
  const { store, run, scene } = stage;
  const { lanes } = scene();
  const { lane: current, selected, view } = store.get();
  if (lanes.count === 0) return;
  const lane = Math.max(0, current);
  const [begin, end] = [lanes.start[lane], lanes.start[lane + 1]];
  const inLane = selected >= 0 && lanes.laneOfRow[selected] === lane;
  const here = inLane ? lanes.rows.subarray(begin, end).indexOf(selected) + begin : -1;
  const next = here < 0 ? nearest(stage, lane, (view.fromUs + view.toUs) / 2) : lanes.rows[here + step];
  if (here >= 0 && (here + step < begin || here + step >= end)) return;
  choose(stage, next);
  const us = run.actions.sentAtUs[next];
  if (us < view.fromUs || us > view.toUs)
    store.set({ view: moved(view, run.whole, us - (view.fromUs + view.toUs) / 2) });
}

/** Shows a violation with what led to it: all of its actions are in sight, whatever was filtered before. */
function showTrouble(stage: Stage, trouble: Trouble): void {
  const { store, run, scene } = stage;
  const { row, violation } = trouble;
  const rows = violation < 0 ? [row] : run.actions.violations[violation].filter((one) => one >= 0);
  if (rows.some((one) => scene().lanes.laneOfRow[one] < 0)) store.set({ filter: noFilter });
  const before = acceptBefore(run.accepts, run.actions, row);
  const [fromUs, toUs] = stretchOfTrouble(run, trouble);
  // By itself a wrong answer says little: the accept before it is what it contradicts.
  const lead =
    violation < 0 && before >= 0 ? Math.max(run.actions.sentAtUs[before], fromUs - maxLeadUs) : fromUs;
  store.set({ selected: row, violation, lane: scene().lanes.laneOfRow[row] });
  stage.glide(around(Math.min(lead, fromUs), toUs, run.whole));
  stage.reveal(scene().lanes.laneOfRow[row]);
}

const maxLeadUs = 60_000_000;
