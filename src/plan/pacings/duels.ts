import { byTime, type Draft, type PacedPhase } from '../draft.js';
import { countText, secondsText } from '../durations.js';
import { keySpaceOf } from '../key-space.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { randomOf, type Random } from '../random.js';
import { restUsOf } from '../rest.js';
import { wholeFrom } from '../whole.js';

export interface Duels {
  /** How much longer than a full recovery a resource rests between its duels. */
  readonly marginUs: number;
}

/**
 * Pairs of users released at one instant on one resource, `phase.steps` pairs in all: the only
 * thing that finds servers that check first and write later. A resource rests a full recovery plus
 * margin between its duels. Several resources duel in turn meanwhile, as many as there are rested
 * users for, so that a user too rests as long between its own duels.
 * Making the plan throws where there is nobody to duel with, or where a limit counts each user alone.
 */
export function duels({ marginUs }: Duels): Pacing {
  return {
    kind: 'duels',
    settings: { marginUs },
    marginUs,
    meetings: 'planned',
    check: (_spec, { name }) => wholeFrom(0, `phase ${name}: marginUs`, marginUs),
    paced: (spec, phase, phaseIndex) => pairUp(spec, phase, marginUs, phaseIndex),
    words: (parts) => words(parts, marginUs),
    warnings: (parts) => warnings(parts, marginUs),
  };
}

function words({ spec, phase, paced }: PhaseParts, marginUs: number): string[] {
  const restText = secondsText(restUsOf(spec) + marginUs);
  return [
    `${countText(phase.steps, 'duel')}, one each ${secondsText(paced.stepUs)}; a resource rests ${restText} between two of its own`,
  ];
}

function warnings({ spec }: PhaseParts, marginUs: number): string[] {
  if (spec.recoveryUs === Infinity)
    return ['a key of this limit never recovers: once it is used up, its duels find no race any more'];
  return marginUs === 0 ? ['no margin: a key may not have recovered when its next duel starts'] : [];
}

function pairUp(spec: PlanSpec, phase: PhaseSpec, marginUs: number, phaseIndex: number): PacedPhase {
  const keys = keySpaceOf(spec.per, spec.resources);
  if (spec.users < 2) {
    throw new RangeError(`phase ${phase.name}: a duel needs two users, and the plan has ${spec.users}`);
  }
  if (keys.hasUser) {
    throw new RangeError(
      `phase ${phase.name}: duels need a limit that users share, and this one counts per ${spec.per.join('+')}; leave the phase out`,
    );
  }
  const restingPairs = Math.floor((spec.users - 2) / 4);
  const parallel = Math.min(keys.hasResource ? spec.resources : 1, restingPairs + 1);
  const stepUs = Math.ceil((restUsOf(spec) + marginUs) / parallel);
  return {
    lanes: 1,
    stepUs,
    rounds: (startUs) => roundsOf(spec, phase, { phaseIndex, restingPairs, stepUs, startUs }),
  };
}

interface Timing {
  readonly phaseIndex: number;
  readonly restingPairs: number;
  readonly stepUs: number;
  readonly startUs: number;
}

function* roundsOf(spec: PlanSpec, phase: PhaseSpec, timing: Timing): Iterable<readonly Draft[]> {
  const random = randomOf(spec.seed, `phase/${timing.phaseIndex}/duels`);
  const order = shuffledNumbers(spec.resources, random);
  const nextPair = pairsOf(spec.users, timing.restingPairs, random);
  for (let step = 0; step < phase.steps; step++) {
    const atUs = timing.startUs + step * timing.stepUs;
    const resource = order[step % order.length];
    yield nextPair()
      .map((user): Draft => ({ user, resource, step, atUs, aim: 'open' }))
      .sort(byTime);
  }
}

/** Two users at random, none of the last `restingPairs` pairs among them. */
function pairsOf(users: number, restingPairs: number, random: Random): () => readonly number[] {
  const rested = Array.from({ length: users }, (_, user) => user);
  const resting: (readonly number[])[] = [];
  return () => {
    if (resting.length > restingPairs) rested.push(...(resting.shift() ?? []));
    const pair = [drawn(rested, random), drawn(rested, random)];
    resting.push(pair);
    return pair;
  };
}

function drawn(from: number[], random: Random): number {
  const place = random.below(from.length);
  const last = from.pop() ?? 0;
  if (place === from.length) return last;
  const user = from[place];
  from[place] = last;
  return user;
}

/** Fisher and Yates over 0, 1, ..., count - 1. */
function shuffledNumbers(count: number, random: Random): number[] {
  const numbers: number[] = [];
  for (let next = 0; next < count; next++) {
    const place = random.below(next + 1);
    numbers.push(numbers[place] ?? next);
    numbers[place] = next;
  }
  return numbers;
}
