import * as fc from 'fast-check';
import type { KeyField } from '../../history/action.js';
import { rulesOf } from '../../models/driver.js';
import type { Attempt, Model } from '../../models/model.js';
import {
  actionsOf,
  beginUs,
  burstOf,
  edgesOf,
  gridsOf,
  unitUs,
  usersOf,
  type Grid,
  type Unit,
} from '../edges.js';
import { Shrinking } from './smaller.js';

/** An attempt and when it is made, in whole microseconds since virtual time began. */
export interface Timed extends Attempt {
  readonly atUs: number;
}

/** Attempts in order of time; those of one instant in the order they are made in. */
export type Schedule = readonly Timed[];

/** What schedules are made of. */
export interface Shape {
  /** Who takes part; `u0`, `u1` and `u2`, or those the model names, unless told. */
  readonly users?: number | readonly string[];
  /** What on; `r0`, `r1` and `r2` unless told. */
  readonly resources?: number | readonly string[];
  /** What is done; what the model knows (`acquire`, `renew`, `release`), or `act`, unless told. */
  readonly actions?: readonly string[];
  /** What attempts cost; 1 unless told. */
  readonly costs?: readonly number[];
  /** The step of the limiter's clock, and of every instant; `ms` unless told. */
  readonly unit?: Unit;
  /** How many attempts, or bursts of attempts, at most; 12 unless told. */
  readonly moves?: number;
}

/** When a move is made: so long after an earlier one, or around the next window of a clock. */
type When = { readonly afterUs: number } | (Grid & { readonly nudgeUs: number });

interface Move {
  readonly when: When;
  /** How many moves back `afterUs` is counted from. */
  readonly back: number;
  readonly times: number;
  readonly attempt: Attempt;
}

/**
 * Schedules that go where a model changes its mind: exactly at the end of every length of time it
 * knows, one unit before and after, counted from any of the last moves; bursts that fill a limit and
 * overflow it; and any time in between. Few users and resources, so that they meet.
 *
 * @throws RangeError where the limit is counted on something that no attempt has.
 */
export function anySchedule(model: Model, shape: Shape = {}): fc.Arbitrary<Schedule> {
  refuseOtherKeys(model);
  const stepUs = unitUs[shape.unit ?? 'ms'];
  const users = namesOf('u', shape.users ?? usersOf(model));
  const resources = namesOf('r', shape.resources ?? 3);
  const move = fc.record<Move>({
    when: whens(model, stepUs),
    back: fc.nat({ max: 3 }),
    times: mostly(1, fc.integer({ min: 1, max: burstOf(model) + 1 })),
    attempt: fc.record({
      user: oneOf(users),
      resource: oneOf(resources),
      action: fc.constantFrom(...(shape.actions ?? actionsOf(model))),
      cost: fc.constantFrom(...(shape.costs ?? [1])),
    }),
  });
  const moves = fc.array(move, { minLength: 1, maxLength: shape.moves ?? 12, size: 'max' });
  return new Shrinking(moves.map(timed), stepUs, { user: users, resource: resources });
}

/** What the attempts of a schedule know of themselves. */
const attemptFields: readonly KeyField[] = ['user', 'resource', 'action'];

/** @throws RangeError where a limit is counted on something that no attempt has. */
function refuseOtherKeys(model: Model): void {
  const other = rulesOf(model)
    .flatMap(({ per }) => per)
    .find((field) => !attemptFields.includes(field));
  if (other !== undefined)
    throw new RangeError(
      `a limiter is asked per ${attemptFields.join(', ')} or all together, not per ${other}`,
    );
}

function timed(moves: readonly Move[]): Schedule {
  const instants: number[] = [];
  return moves.flatMap(({ when, back, times, attempt }, index) => {
    const nowUs = instants[index - 1] ?? 0;
    const fromUs = instants[Math.max(0, index - 1 - back)] ?? 0;
    const atUs = Math.max(nowUs, 'afterUs' in when ? fromUs + when.afterUs : nextOn(when, nowUs));
    instants.push(atUs);
    return Array.from({ length: times }, () => ({ atUs, ...attempt }));
  });
}

/** Around the next beginning of a window. */
function nextOn({ windowUs, originUs, nudgeUs }: Grid & { nudgeUs: number }, nowUs: number): number {
  const fromUs = beginUs + nowUs - originUs;
  return nowUs + windowUs - (((fromUs % windowUs) + windowUs) % windowUs) + nudgeUs;
}

const after = (afterUs: number): When => ({ afterUs });

function whens(model: Model, stepUs: number): fc.Arbitrary<When> {
  const edgesUs = edgesOf(model);
  const nearUs = edgesUs.flatMap((us) => around(us, stepUs));
  const longestUnits = Math.ceil((edgesUs.at(-1) ?? 10 * stepUs) / stepUs);
  const grids = gridsOf(model).flatMap((grid) =>
    [0, -stepUs, stepUs].map((nudgeUs) => ({ ...grid, nudgeUs })),
  );
  return fc.oneof(
    { arbitrary: fc.constant(after(0)), weight: 3 },
    ...(nearUs.length === 0 ? [] : [{ arbitrary: fc.constantFrom(...nearUs).map(after), weight: 5 }]),
    ...(grids.length === 0 ? [] : [{ arbitrary: fc.constantFrom<When>(...grids), weight: 3 }]),
    { arbitrary: fc.nat({ max: 2 * longestUnits }).map((units) => after(units * stepUs)), weight: 2 },
  );
}

/** The instants a limiter's clock can show at an edge, before it and behind it. */
function around(edgeUs: number, stepUs: number): readonly number[] {
  const floorUs = Math.floor(edgeUs / stepUs) * stepUs;
  const ceilUs = Math.ceil(edgeUs / stepUs) * stepUs;
  return [...new Set([ceilUs, floorUs, floorUs - stepUs, ceilUs + stepUs])].filter((us) => us >= 0);
}

function namesOf(letter: string, given: number | readonly string[]): readonly string[] {
  return typeof given === 'number' ? Array.from({ length: given }, (_, index) => `${letter}${index}`) : given;
}

/** Any of them, the first one as often as all others. */
function oneOf<T>(all: readonly T[]): fc.Arbitrary<T> {
  return mostly(all[0], fc.constantFrom(...all));
}

function mostly<T>(usual: T, others: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof(fc.constant(usual), others);
}
