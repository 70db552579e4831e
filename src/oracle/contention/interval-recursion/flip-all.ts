import { positionOf } from './course.js';
import { withShare } from '../pools.js';
import type { Desk } from './desk.js';
import { flipAccept, flipReject } from './flips.js';
import { outcomes } from '../key-verdict.js';
import type { Budget } from '../budget.js';

/** Marks each answer of a key that has an explanation: right if its opposite would have none. */
export function flipAll(desk: Desk): void {
  withShare(desk.pools.flips, 200_000 + 20 * desk.rows.length, (budget) => flipEach(desk, budget));
}

function flipEach({ course, progress, outcome }: Desk, budget: Budget): void {
  const { accepts, rejects } = course;
  for (let accept = 0; accept < accepts.length; accept++)
    mark(outcome, accepts.rows[accept], flipAccept(course, progress, accept, budget) === 'impossible');
  let position = 0;
  for (let reject = 0; reject < rejects.length; reject++) {
    position = positionOf(course, reject, position);
    const flip = flipReject(course, progress, reject, position, budget);
    mark(outcome, rejects.rows[reject], flip === 'impossible');
  }
}

function mark(outcome: Uint8Array, row: number, isRight: boolean): void {
  if (isRight) outcome[row] = outcomes.right;
  else if (outcome[row] === outcomes.open) outcome[row] = outcomes.undecidable;
}
