import { byTime, type Draft } from '../draft.js';
import { countText, secondsText } from '../durations.js';
import { exponentialMean, exponentialOf } from '../exponential.js';
import { arrivalsOf, countIn, type Arrival, type Level, type Stretch } from '../levels.js';
import type { Pacing } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { randomOf } from '../random.js';
import { checkRate, rateText, type Rate } from '../rate.js';
import { seatingOf } from '../seating.js';
import { wholeFrom } from '../whole.js';

export interface Open {
  /** What all users do together; `null` where stages say it. Stages by users need it: what all users would do. */
  readonly rate: Rate | null;
  /** `poisson`: independent of each other, as people are. `uniform`: evenly. */
  readonly arrivals: 'poisson' | 'uniform';
  /** One after another, instead of one rate for all steps. */
  readonly stages: readonly Stage[];
  /** Whether a stage goes linearly from the level before to its own, or is at its own all the time. */
  readonly ramp: boolean;
}

/** A stage reaches a rate, or a number of users who take turns. */
export type Stage =
  { readonly forUs: number; readonly rate: Rate } | { readonly forUs: number; readonly users: number };

/** Actions are made and sorted this many at a time. */
const roundLength = 1024;

/**
 * Actions that arrive at a rate, whatever comes of those before: an open-loop load. Users take turns, in
 * the order of their numbers, each in the steps of its strategy. Without stages every user does all
 * its steps; stages say themselves how long it takes. They start from nothing, and each goes linearly
 * from the level before to its own, as the stages of k6 do: one of no length jumps, and one at the
 * level before it stays. Without `ramp` each is at its own level at once. Nothing is known of the answers.
 */
export function open(settings: Open): Pacing {
  const { rate, arrivals, stages, ramp } = settings;
  return {
    kind: 'open',
    settings: { rate, arrivals, stages, ramp },
    marginUs: 0,
    meetings: arrivals === 'poisson' ? 'by-chance' : 'none',
    check: (spec, phase) => check(spec, phase, settings),
    paced: (spec, phase, phaseIndex) => ({
      lanes: 1,
      stepUs: stepUsOf(spec, settings),
      rounds: (startUs) => roundsOf(draftsOf(spec, phase, settings, phaseIndex, startUs)),
    }),
    words: ({ counts }) => words(settings, counts.accepts + counts.rejects + counts.open),
    warnings: () => [],
  };
}

function check(spec: PlanSpec, { name }: PhaseSpec, settings: Open): void {
  const { rate, stages } = settings;
  if (rate !== null) checkRate(`phase ${name}`, rate);
  if (stages.length === 0) {
    if (rate === null || rate.count === 0)
      throw new RangeError(`phase ${name}: open pacing needs a rate above 0, or stages`);
    return;
  }
  for (const [index, stage] of stages.entries())
    checkStage(spec, `phase ${name}, stage ${index + 1}`, stage, rate);
  const byUsers = stages.some((stage) => 'users' in stage);
  if (rate !== null && !byUsers) {
    throw new RangeError(
      `phase ${name}: a rate beside stages is for stages by users; to start from ${rateText(rate)}, begin with a stage of no length`,
    );
  }
  if (countIn(stretchesOf(spec, settings)) === 0)
    throw new RangeError(`phase ${name}: its stages come to no action at all`);
}

function checkStage(spec: PlanSpec, name: string, stage: Stage, rate: Rate | null): void {
  wholeFrom(0, `${name}: forUs`, stage.forUs);
  if ('rate' in stage) return checkRate(name, stage.rate);
  wholeFrom(0, `${name}: users`, stage.users);
  if (stage.users > spec.users)
    throw new RangeError(`${name}: ${stage.users} users are more than the ${spec.users} of the plan`);
  if (rate === null || rate.count === 0)
    throw new RangeError(
      `${name}: a stage by users needs a rate beside the stages: what all users do together`,
    );
}

/** One endless stretch, or the stages with the levels between them. */
function stretchesOf(spec: PlanSpec, { rate, stages, ramp }: Open): Stretch[] {
  const nothing: Level = { count: 0, perUs: 1, users: 0 };
  if (stages.length === 0) {
    const level = { ...(rate ?? nothing), users: spec.users };
    return [{ forUs: Infinity, from: level, to: level }];
  }
  const levels = stages.map((stage) => levelOf(spec, stage, rate ?? nothing));
  const start = { ...nothing, users: 'rate' in stages[0] ? spec.users : 0 };
  return stages.map(({ forUs }, index) => ({
    forUs,
    from: ramp ? (levels[index - 1] ?? start) : levels[index],
    to: levels[index],
  }));
}

/** So many of all users do their part of the rate; a stage by rate has all users. */
function levelOf(spec: PlanSpec, stage: Stage, { count, perUs }: Rate): Level {
  if ('rate' in stage) return { ...stage.rate, users: spec.users };
  return { count: count * stage.users, perUs: perUs * spec.users, users: stage.users };
}

/** How long a step takes on average: the time in which every user comes once. */
function stepUsOf(spec: PlanSpec, settings: Open): number {
  const { rate, stages } = settings;
  if (stages.length === 0)
    return Math.max(1, Math.round((spec.users * (rate?.perUs ?? 0)) / (rate?.count ?? 1)));
  const all = countIn(stretchesOf(spec, settings));
  const forUs = stages.reduce((total, each) => total + each.forUs, 0);
  return Math.max(1, Math.round((forUs * spec.users) / all));
}

function* draftsOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  settings: Open,
  phaseIndex: number,
  startUs: number,
): Iterable<Draft> {
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const seats = new Int32Array(spec.users);
  const steps = settings.stages.length === 0 ? phase.steps : Infinity;
  let user = spec.users;
  let step = -1;
  for (const { atUs, users } of arrivalsIn(spec, settings, phaseIndex)) {
    if (user >= users) {
      if (++step >= steps) return;
      seatNext(seats);
      user = 0;
    }
    yield { user, resource: seats[user], step, atUs: startUs + atUs, aim: 'open' };
    user++;
  }
}

/** Chance may bring nobody in a short time; a phase has one action at least. */
function* arrivalsIn(spec: PlanSpec, settings: Open, phaseIndex: number): Iterable<Arrival> {
  const stretches = stretchesOf(spec, settings);
  const arrivalOf = arrivalsOf(stretches);
  const nextOrder = ordersOf(spec, settings, phaseIndex);
  let arrival = arrivalOf(Math.min(nextOrder(), countIn(stretches) / 2));
  for (let lastUs = 0; arrival !== null; arrival = arrivalOf(nextOrder())) {
    // Square roots round: an arrival may seem to be a microsecond before the one ahead of it.
    lastUs = Math.max(lastUs, arrival.atUs);
    yield { ...arrival, atUs: lastUs };
  }
}

/** The arrivals in units of one: 0, 1, 2, ... or with exponential gaps of mean 1, summed up as whole numbers. */
function ordersOf(spec: PlanSpec, settings: Open, phaseIndex: number): () => number {
  let sum = 0;
  if (settings.arrivals === 'uniform') return () => sum++;
  const random = randomOf(spec.seed, `phase/${phaseIndex}/arrivals`);
  let parts = 0;
  return () => {
    parts += Math.round(exponentialOf(random));
    return parts / exponentialMean;
  };
}

/** All that come at one instant belong into one round. */
function* roundsOf(drafts: Iterable<Draft>): Iterable<readonly Draft[]> {
  let round: Draft[] = [];
  for (const draft of drafts) {
    if (round.length >= roundLength && round[round.length - 1].atUs < draft.atUs) {
      yield round.sort(byTime);
      round = [];
    }
    round.push(draft);
  }
  if (round.length > 0) yield round.sort(byTime);
}

function words({ rate, arrivals, stages, ramp }: Open, actions: number): string[] {
  const how = arrivals === 'poisson' ? 'at random (Poisson)' : 'evenly';
  const end = 'whatever the limit says';
  if (stages.length === 0) return [`${rate === null ? '' : rateText(rate)} in all, arriving ${how}, ${end}`];
  const told = stages.map((stage) => {
    const level = 'rate' in stage ? rateText(stage.rate) : countText(stage.users, 'user');
    return `${ramp ? 'to ' : ''}${level} ${ramp ? 'over' : 'for'} ${secondsText(stage.forUs)}`;
  });
  return [`${countText(actions, 'action')} arriving ${how}: ${told.join(', ')}; ${end}`];
}
