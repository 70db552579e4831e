import type { Draft, PacedPhase, Turn } from './draft.js';
import { inOrder, type LooseRound } from './in-order.js';
import { keySpaceOf, type KeySpace } from './key-space.js';
import { laneDealerOf, lanesOf } from './lanes.js';
import type { Aim, PhaseSpec, PlanSpec } from './plan.js';
import { streamsOf } from './random.js';
import { rejectPlacerOf, type RejectPlacer } from './rejects.js';
import { seatingOf } from './seating.js';

/** How far apart actions are, and how many certain rejects come between. */
export interface LanePace {
  readonly marginUs: number;
  readonly jitterUs: number;
  /** A share of all actions. */
  readonly rejects: number;
}

/**
 * Users that share a key in a step take lanes, one spacing plus margin apart; a step is as long as its
 * lanes. Keys are staggered by a constant each, which keeps the distances on a key exact. Where a limit
 * cannot be sure of its accepts they are `open`, and only where it is sure of both answers are there
 * rejects.
 */
export function pacedInLanes(
  spec: PlanSpec,
  phase: PhaseSpec,
  pace: LanePace,
  phaseIndex: number,
): PacedPhase {
  const keys = keySpaceOf(spec.per, spec.resources);
  const lanes = lanesOf(spec, phase, phaseIndex, keys);
  const laneUs = spec.spacingUs + pace.marginUs;
  const jitterUs = Math.min(pace.jitterUs, pace.marginUs);
  const context = { spec, phase, phaseIndex, keys, laneUs, stepUs: lanes * laneUs, jitterUs };
  return {
    lanes,
    stepUs: context.stepUs,
    rounds: (startUs) => inOrder(roundsOf(context, rejectPlacerOf(spec, pace, phaseIndex, keys), startUs)),
  };
}

interface Context {
  readonly spec: PlanSpec;
  readonly phase: PhaseSpec;
  readonly phaseIndex: number;
  readonly keys: KeySpace;
  readonly laneUs: number;
  readonly stepUs: number;
  readonly jitterUs: number;
}

/** The rejects of a step may fall into the next one. */
function* roundsOf(context: Context, placeRejects: RejectPlacer, startUs: number): Iterable<LooseRound> {
  const { spec, phase } = context;
  const nextTurn = turnsOf(context, startUs);
  let before = idleTurn(spec.users, -Infinity);
  let now = nextTurn(0);
  for (let step = 0; step < phase.steps; step++) {
    const after = step + 1 < phase.steps ? nextTurn(step + 1) : idleTurn(spec.users, Infinity);
    const own = ownActionsOf(now, step, spec.sureOf === 'nothing' ? 'open' : 'accept');
    const drafts = [...own, ...placeRejects({ before, now, after }, own)];
    yield { drafts, nextUs: startUs + (step + 1) * context.stepUs };
    before = now;
    now = after;
  }
}

/** The own actions of all users, step by step; call it with 0, 1, 2, ... */
function turnsOf(context: Context, startUs: number): (step: number) => Turn {
  const { spec, phase, phaseIndex, keys, laneUs, stepUs, jitterUs } = context;
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const deal = laneDealerOf(keys, spec.resources);
  const lanes = new Int32Array(spec.users);
  const staggerUs = staggerOf(context);
  const jitters = jitterUs === 0 ? [] : streamsOf(spec, `phase/${phaseIndex}/jitter`);
  return (step) => {
    const turn = idleTurn(spec.users, 0);
    seatNext(turn.resources);
    deal(turn.resources, lanes);
    for (let user = 0; user < spec.users; user++) {
      const jitter = jitters[user]?.below(jitterUs + 1) ?? 0;
      const stagger = staggerUs(user, turn.resources[user]);
      turn.atUs[user] = startUs + step * stepUs + lanes[user] * laneUs + stagger + jitter;
    }
    return turn;
  };
}

/**
 * A constant delay for each key. Where the key has the user in it, a seeded place in the whole
 * step. Else resources spread over half a lane only, so that a user that moves from a late resource
 * to an early one still has half a lane between its own actions; later resources come earlier, so
 * that the one long pause of a rotating user is where it can be asked for a reject.
 */
function staggerOf(context: Context): (user: number, resource: number) => number {
  const { spec, phaseIndex, keys, laneUs, jitterUs } = context;
  if (keys.hasUser) {
    const delays = streamsOf(spec, `phase/${phaseIndex}/stagger`).map((stream) =>
      stream.below(laneUs - jitterUs),
    );
    return (user) => delays[user];
  }
  if (!keys.hasResource) return () => 0;
  const spreadUs = Math.floor((laneUs - jitterUs) / 2);
  const last = spec.resources - 1;
  return (_user, resource) => Math.floor(((last - resource) * spreadUs) / spec.resources);
}

function idleTurn(users: number, atUs: number): Turn {
  return { resources: new Int32Array(users), atUs: new Float64Array(users).fill(atUs) };
}

function ownActionsOf(turn: Turn, step: number, aim: Aim): Draft[] {
  const drafts: Draft[] = [];
  turn.atUs.forEach((atUs, user) => {
    drafts.push({ user, resource: turn.resources[user], step, atUs, aim });
  });
  return drafts;
}
