import type { Actions, PageData } from '../../reporters/html/page-data.js';
import { unpackedContention } from '../../reporters/html/page-data.js';
import { acceptsOf, type Accepts } from './accepts.js';
import { shownRows } from './filter.js';
import { layoutOf, scales, type Layout } from './geometry.js';
import { lanesOf, type Lanes } from './lanes.js';
import type { Place } from './link.js';
import { lookOf } from './looks.js';
import { phasesOf, type Band } from './phases.js';
import { stretchOf, troublesOf, violationRows, type Trouble } from './troubles.js';
import { wholeOf, type View } from './view.js';

/** A fault on the clock of the actions. */
export interface FaultMark extends Band {
  readonly text: string;
}

/** What does not change while a reader looks at it. */
export interface Run {
  readonly actions: Actions;
  readonly look: Uint8Array;
  readonly inViolation: Uint8Array;
  readonly accepts: Accepts;
  readonly phases: readonly Band[];
  readonly faults: readonly FaultMark[];
  readonly troubles: readonly Trouble[];
  readonly because: readonly string[];
  readonly whole: View;
}

/** `null` where there is nothing to draw. */
export function runOf({ contention, faults, because }: PageData): Run | null {
  if (contention === null || contention.count === 0) return null;
  const actions = unpackedContention(contention);
  const look = new Uint8Array(actions.count);
  for (let row = 0; row < actions.count; row++)
    look[row] = lookOf(actions.outcome[row], actions.judgement[row]);
  return {
    actions,
    look,
    inViolation: violationRows(actions),
    accepts: acceptsOf(actions),
    phases: phasesOf(actions),
    faults: faults.map(({ atUs, untilUs, fault, text }) => ({
      name: fault,
      text,
      fromUs: atUs - actions.originUs,
      toUs: (untilUs ?? atUs) - actions.originUs,
    })),
    troubles: troublesOf(actions, look),
    because,
    whole: wholeOf(...wholeStretch(actions)),
  };
}

function wholeStretch({ sentAtUs, settledAtUs, count }: Actions): readonly [number, number] {
  let last = sentAtUs[count - 1];
  for (const us of settledAtUs) if (us < Infinity && us > last) last = us;
  return [sentAtUs[0], last];
}

/** What a choice of lanes and a filter make of it. */
export interface Scene {
  readonly lanes: Lanes;
  readonly layout: Layout;
}

type Chosen = Pick<Place, 'by' | 'order' | 'filter'>;

/** Computes a scene, and again only what a change asks for. */
export function sceneOf(run: Run): (chosen: Chosen, scale: number) => Scene {
  let last: { chosen: Chosen; scale: number; scene: Scene } | null = null;
  return (chosen, scale) => {
    const same =
      last !== null &&
      last.chosen.by === chosen.by &&
      last.chosen.order === chosen.order &&
      last.chosen.filter === chosen.filter;
    if (last !== null && same && last.scale === scale) return last.scene;
    const lanes = last !== null && same ? last.scene.lanes : lanesFor(run, chosen);
    last = { chosen, scale, scene: { lanes, layout: layoutOf(lanes, scales[scale]) } };
    return last.scene;
  };
}

function lanesFor({ actions, look, inViolation }: Run, { by, order, filter }: Chosen): Lanes {
  return lanesOf(actions, look, { by, order, shown: shownRows(actions, look, inViolation, filter) });
}

/** From where to where a violation, or one action, is. */
export function stretchOfTrouble({ actions }: Run, { row, violation }: Trouble): readonly [number, number] {
  const rows = violation < 0 ? [row] : actions.violations[violation].filter((one) => one >= 0);
  return stretchOf(actions, rows);
}
