import { blocksOf, type Block } from './blocks.js';
import type { Draft, PacedPhase } from './draft.js';
import { actingIn, membershipOf, type Membership } from './groups.js';
import { keySpaceOf } from './key-space.js';
import { mixOf, type KindOf } from './mix.js';
import type { Aim, PhaseSpec, PlanSpec, Step } from './plan.js';
import { restUsOf } from './rest.js';
import { roundsIn } from './together.js';

/** A phase with its pacing worked out, for the users that act in it. */
export interface PhaseAtWork extends Membership {
  readonly paced: PacedPhase;
  /** Whether nothing that goes on beside it touches its keys; else what its actions aim at may go either way. */
  readonly isAlone: boolean;
  /** What a user does in a step; `null`: the one kind that there is. */
  readonly kindOf: KindOf | null;
}

/** Every phase, worked out. */
export function phasesAtWork(spec: PlanSpec): readonly PhaseAtWork[] {
  const members = spec.phases.map((phase) => membershipOf(spec, phase));
  const blocks = blocksOf(spec.phases);
  return spec.phases.map((phase, index) => {
    const block = blocks.find((each) => each.includes(index)) ?? [index];
    return {
      ...members[index],
      paced: phase.pacing.paced(members[index].spec, phase, index),
      isAlone: isAlone(spec, members, block, index),
      kindOf: kindsOf(spec, phase, index),
    };
  });
}

function isAlone(spec: PlanSpec, members: readonly Membership[], block: Block, index: number): boolean {
  if (block.length === 1) return true;
  if (!keySpaceOf(spec.per, spec.resources).hasUser) return false;
  const own = members[index].users;
  return block.every((other) => other === index || areApart(own, members[other].users));
}

function areApart(some: Int32Array | null, others: Int32Array | null): boolean {
  if (some === null || others === null) return false;
  const known = new Set(some);
  return others.every((user) => !known.has(user));
}

/** A mix of a group goes before the kinds of the phase. */
function kindsOf(spec: PlanSpec, phase: PhaseSpec, index: number): KindOf | null {
  const { acts = [] } = phase;
  const inTurn: KindOf | null = acts.length === 0 ? null : (_user, step) => acts[step % acts.length];
  const mixes = actingIn(spec, phase).flatMap(({ group, from }) =>
    typeof group.acts === 'string'
      ? []
      : [{ from, to: from + group.users, kind: mixOf(spec.seed, index, group, group.acts) }],
  );
  if (mixes.length === 0) return inTurn;
  return (user, step) => {
    const mix = mixes.find(({ from, to }) => user >= from && user < to);
    return mix?.kind(user - mix.from, step) ?? inTurn?.(user, step) ?? 'act';
  };
}

/**
 * All steps of a plan, one after another. A phase starts when every key has fully recovered from
 * the last action of those before, so that no phase depends on what came of another; where keys
 * never recover, phases follow each other at once. Phases that are beside each other are merged by time.
 *
 * @param started is told when each phase starts.
 * @throws RangeError when the plan is longer than whole microseconds can be counted.
 */
export function* stepsOf(
  spec: PlanSpec,
  phases: readonly PhaseAtWork[],
  started: (phase: number, startUs: number) => void = () => undefined,
): Iterable<Step> {
  let id = 0;
  let startUs = 0;
  for (const block of blocksOf(spec.phases)) {
    let lastUs = startUs;
    for (const phase of block) started(phase, startUs);
    for (const { phase, drafts } of roundsIn(block, phases, startUs)) {
      const { isAlone, kindOf } = phases[phase];
      for (const draft of drafts) {
        yield stepOf(draft, id++, phase, isAlone ? draft.aim : 'open', kindOf);
        lastUs = draft.atUs;
      }
      if (!Number.isSafeInteger(lastUs))
        throw new RangeError('the plan is too long to be counted in microseconds');
    }
    startUs = lastUs + pauseUsOf(spec, block);
  }
}

function stepOf(draft: Draft, id: number, phase: number, aim: Aim, kindOf: KindOf | null): Step {
  const { user, resource, step, atUs, seat } = draft;
  const planned = { id, user, resource, step, intendedAtUs: atUs, aim, phase };
  if (kindOf === null) return seat === undefined ? planned : { ...planned, seat };
  const action = kindOf(user, step);
  return seat === undefined ? { ...planned, action } : { ...planned, action, seat };
}

/** The pause behind a block: a full recovery and the largest margin in it and in the one behind it. */
function pauseUsOf(spec: PlanSpec, block: Block): number {
  const blocks = blocksOf(spec.phases);
  const behind = blocks[blocks.findIndex(([first]) => first === block[0]) + 1] ?? [];
  const margins = [...block, ...behind].map((phase) => spec.phases[phase].pacing.marginUs);
  const marginUs = Math.max(...margins);
  const restUs = restUsOf(spec);
  return restUs + (marginUs > 0 ? marginUs : Math.ceil(restUs / 10));
}
