import type { Digest, Plan, PlanHeader, Step } from './plan/plan.js';

/** What of a plan does not follow from its steps. */
export type PlanFrame = Pick<PlanHeader, 'seed' | 'users' | 'resources' | 'phases' | 'connectAtUs'> &
  Extras & {
    /** Whether users without actions stay to the end, as in plans with groups; absent: they leave at once. */
    readonly idleStay?: boolean;
    /** How long an answer may take: what keep-alive adds behind a user's last action. */
    readonly timeoutUs: number;
  };

type Extras = Pick<PlanHeader, 'arrivesAtUs' | 'sockets' | 'faults'>;

/**
 * A plan of given steps, for replays and for plans made smaller: nothing is worked out anew but what
 * follows from the steps. Ids are counted from 0 in the given order, which must be that of time.
 * `hash`: of the plan as it was stored; when absent, that of these steps.
 */
export function planFromSteps(
  frame: PlanFrame,
  given: readonly Step[],
  digestOf: () => Digest,
  hash?: string,
): Plan {
  const steps = given.map((step, id) => ({ ...step, id }));
  const lastUs = new Float64Array(frame.users).fill(-1);
  for (const { user, intendedAtUs } of steps) lastUs[user] = intendedAtUs;
  const header: PlanHeader = {
    seed: frame.seed,
    users: frame.users,
    resources: frame.resources,
    actions: steps.length,
    durationUs: steps.at(-1)?.intendedAtUs ?? 0,
    aims: {
      accepts: steps.filter(({ aim }) => aim === 'accept').length,
      rejects: steps.filter(({ aim }) => aim === 'reject').length,
      open: steps.filter(({ aim }) => aim === 'open').length,
    },
    phases: frame.phases.map((phase, index) => ({ ...phase, ...extentOf(steps, index, phase.startUs) })),
    connectAtUs: frame.connectAtUs.slice(0, frame.users),
    keepUntilUs: Array.from(lastUs, (us) => (us < 0 ? idleUntilUs(frame, steps) : us + frame.timeoutUs)),
    ...extrasOf(frame),
    feasibility: [],
    warnings: [],
  };
  return { header, hash: hash ?? hashOf(header, steps, digestOf()), steps: () => steps };
}

function idleUntilUs({ idleStay, arrivesAtUs = [], timeoutUs }: PlanFrame, steps: readonly Step[]): number {
  if (idleStay !== true) return 0;
  const lastUs = steps.at(-1)?.intendedAtUs ?? 0;
  return arrivesAtUs.reduce<number>((last, atUs) => Math.max(last, atUs ?? 0), lastUs) + timeoutUs;
}

function extrasOf({ arrivesAtUs, sockets, faults }: PlanFrame): Extras {
  return {
    ...(arrivesAtUs !== undefined && { arrivesAtUs }),
    ...(sockets !== undefined && { sockets }),
    ...(faults !== undefined && { faults }),
  };
}

function extentOf(steps: readonly Step[], phase: number, startUs: number) {
  const own = steps.filter((step) => step.phase === phase);
  const first = own[0]?.intendedAtUs ?? startUs;
  return { startUs: first, durationUs: (own.at(-1)?.intendedAtUs ?? first) - first, actions: own.length };
}

function hashOf(header: PlanHeader, steps: readonly Step[], digest: Digest): string {
  const { seed, users, resources, connectAtUs } = header;
  const extras = Object.values(extrasOf({ ...header, timeoutUs: 0 }));
  const origin = ['turnwise plan of steps 1', seed, users, resources, connectAtUs, ...extras];
  digest.update(`${JSON.stringify(origin)}\n`);
  for (const { phase, step, intendedAtUs, user, resource, aim, action = '', seat } of steps) {
    const fields = [phase, step, intendedAtUs, user, resource, aim, action];
    digest.update(`${JSON.stringify(seat === undefined ? fields : [...fields, seat])}\n`);
  }
  return `sha256:${digest.hex()}`;
}
