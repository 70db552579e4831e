import { burstOf } from './burst.js';
import type { Draft, PacedPhase } from './draft.js';
import { inOrder, type LooseRound } from './in-order.js';
import type { Aim, PhaseSpec, PlanSpec } from './plan.js';
import { seatingOf } from './seating.js';
import { Wave } from './wave.js';

/**
 * What happens in a wave: on every key it touches a few attempts that open it, while the key is as good
 * as new, and attempts that follow them.
 */
export interface WaveRules {
  /** From the start of a wave to the next: long enough for every key to recover from all that was done. */
  readonly waveUs: number;
  /** How many attempts open a key, how far apart they come, and what for. */
  readonly openers: number;
  readonly openerGapUs: number;
  readonly openerAim: Aim;
  /** Whether a key is as good as new in each wave; otherwise it is opened once and for all. */
  readonly recovers: boolean;
  /** How far a user's own actions stay apart. */
  readonly idleUs: number;
  /** Keys that users share are up to this much out of step with each other. */
  readonly staggerUs: number;
  /** How many steps a user may be ahead of the slowest. */
  readonly leadMax: number;
  /** Called once for each walk over the phase, so that it may keep count. */
  followersOf(): Followers;
}

/** The place of an attempt behind the openers, `null` where there is none in this wave. */
export type Followers = (request: {
  readonly key: number;
  /** How many have followed on this key in this wave already. */
  readonly nth: number;
  /** The earliest instant at which the user is idle, since the first opener of the key. */
  readonly fromUs: number;
  /** How many actions have their place already, in all waves. */
  readonly placed: number;
}) => { readonly offsetUs: number; readonly aim: Aim } | null;

/**
 * Users go on in the steps of their strategy, wave by wave. Who comes first on a key opens it; who comes
 * behind follows, or waits for the next wave. Every user does its own steps in their order, one a time.
 */
export function pacedInWaves(
  spec: PlanSpec,
  phase: PhaseSpec,
  rules: WaveRules,
  phaseIndex: number,
): PacedPhase {
  return {
    lanes: 1,
    stepUs: rules.waveUs,
    rounds: (startUs) => inOrder(wavesOf(spec, phase, rules, phaseIndex, startUs)),
  };
}

/** What the openers of a wave are for: a key that never recovers is fresh at the start of a plan only. */
export function openerAimOf(spec: PlanSpec, phaseIndex: number): Aim {
  if (spec.recoveryUs !== Infinity) return spec.sureOf === 'nothing' ? 'open' : 'accept';
  return burstOf(spec) !== null && phaseIndex === 0 ? 'accept' : 'open';
}

/** Somebody with a step to do. */
export interface Turn {
  readonly user: number;
  readonly resource: number;
  readonly step: number;
}

/** Who has to wait, waits in front; nobody gets further ahead than `leadMax`, so that few have to. */
function* wavesOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  rules: WaveRules,
  phaseIndex: number,
  startUs: number,
): Iterable<LooseRound> {
  const turnsOfNextStep = turnsOf(spec, phase, phaseIndex);
  const wave = new Wave(spec, rules, phaseIndex);
  let waiting: Turn[] = [];
  let nextStep = 0;
  for (let beginUs = startUs; waiting.length > 0 || nextStep < phase.steps; beginUs += rules.waveUs) {
    const drafts: Draft[] = [];
    const left: Turn[] = [];
    const place = (turns: readonly Turn[]): void => {
      for (const turn of turns) {
        const draft = wave.placed(turn);
        if (draft === null) left.push(turn);
        else drafts.push(draft);
      }
    };
    const lastStep = Math.min(phase.steps - 1, (waiting[0]?.step ?? nextStep) + rules.leadMax);
    wave.begin(beginUs);
    place(waiting);
    for (; nextStep <= lastStep && wave.hasIdle(); nextStep++) place(turnsOfNextStep());
    waiting = left;
    yield { drafts, nextUs: beginUs + rules.waveUs };
  }
}

function turnsOf(spec: PlanSpec, phase: PhaseSpec, phaseIndex: number): () => Turn[] {
  const seatNext = seatingOf(spec, phase, phaseIndex);
  const seats = new Int32Array(spec.users);
  let step = -1;
  return () => {
    seatNext(seats);
    step++;
    return Array.from(seats, (resource, user) => ({ user, resource, step }));
  };
}
