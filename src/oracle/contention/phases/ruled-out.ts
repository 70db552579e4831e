import type { Budget } from '../budget.js';
import { cellOf, type Shape } from './shape.js';
import type { View } from './view.js';
import { walkCells, type Walk } from './walk.js';

/** Phases that some answers leave no explanation for: all in the closed `[fromUs, toUs]`, modulo the window. */
export interface RuledOut {
  readonly fromUs: number;
  readonly toUs: number;
  /** The answers that do, by their places: from `since` up to `until`. Answers of others play no part. */
  readonly since: number;
  readonly until: number;
}

/** What was learnt about the phases of a view. */
export interface Phases {
  readonly ruledOut: readonly RuledOut[];
  /** Phases that explain everything; not all of them. */
  readonly explaining: readonly number[];
  readonly isComplete: boolean;
}

/**
 * Goes through the phases from left to right. A phase that fails takes its neighbours with it, as far as
 * no instant of the answers to blame changes its window; the same few answers are tried first on the next phase.
 * With `strideUs` a phase that explains everything lets the next ones be: those between are not ruled out.
 */
export function phasesOf(
  view: View,
  shape: Shape,
  { firstUs, strideUs }: { readonly firstUs: readonly number[]; readonly strideUs: number | null },
  budget: Budget,
): Phases {
  const { windowUs } = shape;
  const ruledOut: RuledOut[] = [];
  const explaining: number[] = [];
  const learn = (phaseUs: number): Walk['kind'] => {
    const walk = walkRecent(view, shape, phaseUs, ruledOut, budget);
    if (walk.kind === 'failed') ruledOut.push(aroundOf(view, windowUs, phaseUs, walk.from, walk.to));
    if (walk.kind === 'explained') explaining.push(phaseUs);
    return walk.kind;
  };
  for (const phaseUs of firstUs) {
    const kind = learn(phaseUs);
    if (kind === 'gave-up') return { ruledOut, explaining, isComplete: false };
    if (kind === 'explained' && strideUs === null) return { ruledOut, explaining, isComplete: true };
  }
  for (let phaseUs = 0; phaseUs < windowUs;) {
    const known = ruledOut.find((one) => rulesOut(one, phaseUs, windowUs));
    if (known !== undefined) {
      phaseUs = endAfter(known, phaseUs, windowUs) + 1;
      continue;
    }
    const kind = learn(phaseUs);
    if (kind === 'gave-up') return { ruledOut, explaining, isComplete: false };
    if (kind === 'explained' && strideUs === null) return { ruledOut, explaining, isComplete: true };
    if (kind === 'explained') phaseUs += strideUs ?? 1;
  }
  return { ruledOut, explaining, isComplete: true };
}

/** Whether a phase is among those ruled out. */
function rulesOut({ fromUs, toUs }: RuledOut, phaseUs: number, windowUs: number): boolean {
  return distance(fromUs, phaseUs, windowUs) <= toUs - fromUs;
}

const distance = (fromUs: number, toUs: number, windowUs: number): number =>
  (((toUs - fromUs) % windowUs) + windowUs) % windowUs;

function endAfter({ fromUs, toUs }: RuledOut, phaseUs: number, windowUs: number): number {
  return phaseUs + (toUs - fromUs) - distance(fromUs, phaseUs, windowUs);
}

/** The answers that ruled out other phases are asked first: few against all. */
function walkRecent(
  view: View,
  shape: Shape,
  phaseUs: number,
  ruledOut: readonly RuledOut[],
  budget: Budget,
): Walk {
  for (let back = 1; back <= Math.min(8, ruledOut.length); back++) {
    const { since, until } = ruledOut[ruledOut.length - back];
    const cellStartUs = phaseUs + cellOf(view.startUs[since], phaseUs, shape.windowUs) * shape.windowUs;
    if (since === 0 || view.latestEndUs[since] >= cellStartUs) continue;
    const walk = walkCells(view, shape, phaseUs, since, until, budget);
    if (walk.kind !== 'explained') return walk;
  }
  return walkCells(view, shape, phaseUs, 0, Infinity, budget);
}

/** How far a phase can be moved before an instant of these answers, or one next to them, changes its window. */
function aroundOf(view: View, windowUs: number, phaseUs: number, since: number, until: number): RuledOut {
  let leftUs = windowUs - 1;
  let rightUs = windowUs - 1;
  const look = (atUs: number): void => {
    if (!Number.isFinite(atUs)) return;
    const intoUs = distance(phaseUs, atUs, windowUs);
    rightUs = Math.min(rightUs, intoUs);
    leftUs = Math.min(leftUs, windowUs - 1 - intoUs);
  };
  for (let place = since; place < until; place++) {
    look(view.startUs[place]);
    look(view.endUs[place]);
  }
  if (until < view.length) look(view.startUs[until]);
  look(view.latestEndUs[since]);
  look(view.pastUntilUs);
  for (const place of view.unknowns) {
    if (place >= since) break;
    look(view.endUs[place]);
  }
  return { fromUs: phaseUs - leftUs, toUs: phaseUs + rightUs, since, until };
}
