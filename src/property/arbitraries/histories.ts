import * as fc from 'fast-check';
import type { Action } from '../../history/action.js';
import { historyBuilder } from '../../history/columns.js';
import type { History } from '../../history/history.js';
import { keyTextOf } from '../../models/all-of.js';
import type { Model } from '../../models/model.js';
import { judge } from '../../oracle/judge.js';
import { exactly } from '../accuse.js';
import { beginUs, edgesOf } from '../edges.js';
import { anySchedule, type Schedule, type Shape } from './schedules.js';

/** A history that no correct server can have given, and the answer that was turned round. */
export interface Illegal {
  readonly actions: readonly Action[];
  readonly id: Action['id'];
}

/** Actions as a history, for `judge`. */
export function historyOf(actions: readonly Action[]): History {
  const builder = historyBuilder(actions.length);
  for (const action of actions) builder.add(action);
  return builder.build();
}

/**
 * What a correct server may have answered: schedules, each action sent some time before the server
 * decided and answered some time after, some never. Every one of them has an explanation.
 */
export function legalHistory(model: Model, shape: Shape = {}): fc.Arbitrary<readonly Action[]> {
  const mostUs = Math.ceil((edgesOf(model)[0] ?? 10_000) / 2);
  const delayUs = fc.oneof(fc.constant(0), fc.nat({ max: mostUs }));
  const delays = fc.record({
    thereUs: delayUs,
    backUs: delayUs,
    isLost: fc.nat({ max: 9 }).map((one) => one === 9),
  });
  return anySchedule(model, { moves: 6, ...shape }).chain((schedule) =>
    fc
      .array(delays, { minLength: schedule.length, maxLength: schedule.length, size: 'max' })
      .map((all) => decided(model, schedule, all)),
  );
}

/** Legal histories with one answer turned round, such that the judge can prove it. */
export function illegalHistory(model: Model, shape: Shape = {}): fc.Arbitrary<Illegal> {
  return fc
    .tuple(legalHistory(model, shape), fc.nat({ max: 1000 }))
    .map(([actions, from]) => turnedRound(model, actions, from))
    .filter((illegal) => illegal !== null);
}

interface Delay {
  readonly thereUs: number;
  readonly backUs: number;
  readonly isLost: boolean;
}

function decided(model: Model, schedule: Schedule, delays: readonly Delay[]): readonly Action[] {
  const states = new Map<string, unknown>();
  return schedule.map(({ atUs, ...attempt }, id): Action => {
    const key = keyTextOf(model, attempt);
    const us = beginUs + atUs;
    const state = states.has(key) ? states.get(key) : model.init();
    const { accepts, next } = model.decide(state, attempt, us);
    states.set(key, next);
    const { thereUs, backUs, isLost } = delays[id];
    const action = { id, step: id, ...attempt, intendedAtUs: us - thereUs, sentAtUs: us - thereUs };
    return isLost
      ? { ...action, settledAtUs: null, outcome: 'unknown' }
      : { ...action, settledAtUs: us + backUs, outcome: accepts ? 'accepted' : 'rejected' };
  });
}

/** The first answer from there on that cannot be the other one; `null` when there is none. */
function turnedRound(model: Model, actions: readonly Action[], from: number): Illegal | null {
  for (let offset = 0; offset < actions.length; offset++) {
    const at = (from + offset) % actions.length;
    const { id, outcome } = actions[at];
    if (outcome === 'unknown') continue;
    const other = outcome === 'accepted' ? 'rejected' : 'accepted';
    const turned = actions.with(at, { ...actions[at], outcome: other });
    if (judge(model, historyOf(turned), exactly).history === 'invalid') return { actions: turned, id };
  }
  return null;
}
