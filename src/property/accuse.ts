import type { Action } from '../history/action.js';
import { historyBuilder } from '../history/columns.js';
import { keyTextOf } from '../models/all-of.js';
import { defaultAssumptions, type Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { judge } from '../oracle/judge.js';
import { judgements, type Judgement, type Violation } from '../oracle/verdict.js';
import { beginUs } from './edges.js';
import type { Row } from './play.js';

/** On virtual time every instant is known: windows are points, and durations exact. */
export const exactly: Assumptions = {
  ...defaultAssumptions,
  tickUs: 0,
  driftPpm: 0,
  initial: 'fresh',
  minMarginUs: 0,
};

/** A proof that a limiter broke its model, and the answers it was found in. */
export interface Accusation {
  readonly rows: readonly Row[];
  readonly violation: Violation;
  /** What the judge says of each row. */
  readonly judgements: readonly Judgement[];
}

/** What came of a schedule: a proof, nothing wrong, or more than the judge could search through. */
export type Heard = Accusation | 'innocent' | 'undecided';

/**
 * Judges answers. Those that the model itself would have given are right, and need no judge; of any
 * others the judge is asked for the shortest beginning that has no explanation.
 */
export function accuse(
  model: Model,
  rows: readonly Row[],
  assumptions: Assumptions,
  blames: (violation: Violation) => boolean = () => true,
): Heard {
  const firstOdd = firstDifference(model, rows);
  if (firstOdd === null) return 'innocent';
  const isInOrder = rows.every(({ turn }, index) => turn === index);
  const short = isInOrder ? judged(model, rows.slice(0, firstOdd + 1), assumptions, blames) : 'innocent';
  return short === 'innocent' ? judged(model, rows, assumptions, blames) : short;
}

function judged(
  model: Model,
  rows: readonly Row[],
  assumptions: Assumptions,
  blames: (violation: Violation) => boolean,
): Heard {
  const builder = historyBuilder(rows.length);
  rows.forEach((row, id) => builder.add(actionOf(row, id)));
  const verdict = judge(model, builder.build(), assumptions);
  const violation = verdict.violations.find((one) => one.strength === 'proven' && blames(one));
  if (violation === undefined) return verdict.history === 'unknown' ? 'undecided' : 'innocent';
  return { rows, violation, judgements: Array.from(verdict.perAction, (code) => judgements[code]) };
}

const outcomes = { accepted: 'accepted', refused: 'rejected', threw: 'error' } as const;

function actionOf({ user, resource, action, cost, atUs, answer }: Row, id: number): Action {
  const us = beginUs + atUs;
  const times = { intendedAtUs: us, sentAtUs: us, settledAtUs: us };
  return { id, step: id, user, resource, action, cost, ...times, outcome: outcomes[answer] };
}

/** The first row, in order of the answers, that is not what the model's own specification answers; `null`: none. */
function firstDifference(model: Model, rows: readonly Row[]): number | null {
  const states = new Map<string, unknown>();
  const inTurn = rows.map((row, index) => ({ row, index })).sort((a, b) => a.row.turn - b.row.turn);
  for (const { row, index } of inTurn) {
    const key = keyTextOf(model, row);
    const state = states.has(key) ? states.get(key) : model.init();
    const { accepts, next } = model.decide(state, row, beginUs + row.atUs);
    if ((row.answer === 'accepted') !== accepts) return index;
    states.set(key, next);
  }
  return null;
}
