import type { Draft } from '../draft.js';
import { countText, msText, secondsText } from '../durations.js';
import { keySpaceOf } from '../key-space.js';
import { inOrder, type LooseRound } from '../in-order.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { restUsOf } from '../rest.js';
import { seatingOf } from '../seating.js';
import { wholeFrom } from '../whole.js';

export interface Barrier {
  /** From one barrier to the next; `null`: a full recovery plus margin. */
  readonly everyUs: number | null;
  readonly marginUs: number;
  /** How far apart users act at a barrier, one distance for each barrier in turn: `[0]` is all at once. */
  readonly sweepUs: readonly number[];
  /** How many users meet; `null`: all of them. */
  readonly users: number | null;
}

/**
 * Users released at one instant, each on the resource its strategy gives it; a barrier for each step.
 * What checks first and writes later loses races there. A sweep moves the users apart by another distance
 * at each barrier, because a race may need one of them to come a little later; who comes first changes.
 * The only pacing that looks for races of any limit and of more than two at a time.
 */
export function barrier(settings: Barrier): Pacing {
  const { everyUs, marginUs, sweepUs, users } = settings;
  return {
    kind: 'barrier',
    settings: { everyUs, marginUs, sweepUs, users },
    marginUs,
    meetings: 'planned',
    check: (spec, phase) => check(spec, phase, settings),
    paced: (spec, phase, phaseIndex) => {
      const stepUs = stepUsOf(spec, settings);
      return {
        lanes: 1,
        stepUs,
        rounds: (startUs) => inOrder(barriersOf(spec, phase, settings, { phaseIndex, stepUs, startUs })),
      };
    },
    words: (parts) => words(parts, settings),
    warnings: (parts) => warnings(parts, settings),
  };
}

function check(spec: PlanSpec, { name }: PhaseSpec, { everyUs, marginUs, sweepUs, users }: Barrier): void {
  wholeFrom(0, `phase ${name}: marginUs`, marginUs);
  if (everyUs !== null) wholeFrom(1, `phase ${name}: everyUs`, everyUs);
  if (sweepUs.length === 0) throw new RangeError(`phase ${name}: a sweep needs at least one distance`);
  for (const apartUs of sweepUs) wholeFrom(0, `phase ${name}: a distance of the sweep`, apartUs);
  if (users !== null) wholeFrom(1, `phase ${name}: users`, users);
  if (users !== null && users > spec.users)
    throw new RangeError(
      `phase ${name}: ${users} users cannot meet at a barrier, the plan has ${spec.users}`,
    );
  const widthUs = widthUsOf(spec, { sweepUs, users });
  if (everyUs !== null && everyUs <= widthUs) {
    throw new RangeError(
      `phase ${name}: a barrier each ${msText(everyUs)} is too soon, as a sweep takes up to ${msText(widthUs)}`,
    );
  }
}

/** From the first to the last of a barrier, where they are furthest apart. */
function widthUsOf(spec: PlanSpec, { sweepUs, users }: Pick<Barrier, 'sweepUs' | 'users'>): number {
  return ((users ?? spec.users) - 1) * sweepUs.reduce((most, each) => Math.max(most, each), 0);
}

function stepUsOf(spec: PlanSpec, settings: Barrier): number {
  const restUs = Math.max(1, restUsOf(spec) + settings.marginUs);
  return settings.everyUs ?? restUs + widthUsOf(spec, settings);
}

interface Timing {
  readonly phaseIndex: number;
  readonly stepUs: number;
  readonly startUs: number;
}

function* barriersOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  { sweepUs, users }: Barrier,
  { phaseIndex, stepUs, startUs }: Timing,
): Iterable<LooseRound> {
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const seats = new Int32Array(spec.users);
  const many = users ?? spec.users;
  for (let step = 0; step < phase.steps; step++) {
    seatNext(seats);
    const atUs = startUs + step * stepUs;
    const apartUs = sweepUs[step % sweepUs.length];
    // Few of many come in turn; where all come, each is the first of them in turn.
    const first = (many < spec.users ? step * many : step) % spec.users;
    const drafts = Array.from({ length: many }, (_, place): Draft => {
      const user = (first + place) % spec.users;
      return { user, resource: seats[user], step, atUs: atUs + place * apartUs, aim: 'open' };
    });
    yield { drafts, nextUs: atUs + stepUs };
  }
}

function words({ spec, phase, paced }: PhaseParts, settings: Barrier): string[] {
  const { sweepUs, users } = settings;
  const who = countText(users ?? spec.users, 'user');
  const together = sweepUs.every((apartUs) => apartUs === 0);
  const how = together ? 'at one instant' : `${sweepUs.slice(0, 12).map(msText).join(', ')} apart in turn`;
  return [`${countText(phase.steps, 'barrier')} of ${who} ${how}, one each ${secondsText(paced.stepUs)}`];
}

function warnings({ spec, counts, phase }: PhaseParts, settings: Barrier): string[] {
  const { everyUs, marginUs } = settings;
  const found: string[] = [];
  const widthUs = widthUsOf(spec, settings);
  if (!counts.meets) found.push(`no two users meet on one key: ${apart(spec)}`);
  if (phase.steps < settings.sweepUs.length) {
    found.push(
      `only ${countText(phase.steps, 'barrier')} for ${countText(settings.sweepUs.length, 'distance')} of the sweep; plan more steps`,
    );
  }
  if (spec.recoveryUs === Infinity)
    found.push('a key of this limit never recovers: once it is used up, its barriers find no race any more');
  else if (everyUs !== null && everyUs < spec.recoveryUs + widthUs)
    found.push(
      `a barrier each ${secondsText(everyUs)} is too soon: a key needs ${secondsText(spec.recoveryUs)} to recover`,
    );
  else if (everyUs === null && marginUs === 0)
    found.push('no margin: a key may not have recovered when its next barrier comes');
  return found;
}

/** What keeps users apart. */
function apart(spec: PlanSpec): string {
  return keySpaceOf(spec.per, spec.resources).hasUser
    ? `this limit counts per ${spec.per.join('+')}, so there is no race between users`
    : 'use the strategy stampede or pairs, or fewer resources than users';
}
