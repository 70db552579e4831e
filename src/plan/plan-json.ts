import type { Aim, Plan, PlanHeader, PlannedFault, Step } from './plan.js';

/** What `turnwise plan --json` prints: a contract that scripts rely on. Users and resources are 0-based. */
export interface PlanJson {
  readonly hash: string;
  readonly seed: string;
  readonly users: number;
  readonly resources: number;
  readonly durationUs: number;
  readonly aims: { readonly accepts: number; readonly rejects: number; readonly open: number };
  /** As in the plan's header; absent where it has none. */
  readonly arrivesAtUs?: readonly (number | null)[];
  readonly sockets?: readonly number[];
  readonly faults?: readonly PlannedFault[];
  readonly steps: readonly PlanJsonStep[];
}

export interface PlanJsonStep {
  readonly id: number;
  readonly user: number;
  readonly resource: number;
  readonly step: number;
  readonly intendedAtUs: number;
  readonly aim: Aim;
  /** What is done; absent: `act`. */
  readonly action?: string;
  /** On which of the user's sockets; absent: the first. */
  readonly seat?: number;
  /** Index of the phase; absent: the last that has started by then. */
  readonly phase?: number;
}

/** The whole plan as one value. For plans of millions of steps, `planJsonText` needs no memory. */
export function planJson(plan: Plan): PlanJson {
  return { ...planJsonHead(plan), steps: Array.from(plan.steps(), stepWriterOf(plan)) };
}

/** The same as JSON text, a line for each step: pieces to write one after another. */
export function* planJsonText(plan: Plan): Iterable<string> {
  const head = JSON.stringify(planJsonHead(plan));
  yield `${head.slice(0, -1)},"steps":[`;
  let separator = '\n';
  const written = stepWriterOf(plan);
  for (const step of plan.steps()) {
    yield separator + JSON.stringify(written(step));
    separator = ',\n';
  }
  yield '\n]}\n';
}

function planJsonHead({ hash, header }: Plan): Omit<PlanJson, 'steps'> {
  const { seed, users, resources, durationUs, aims, arrivesAtUs, sockets, faults } = header;
  return {
    hash,
    seed,
    users,
    resources,
    durationUs,
    aims,
    ...(arrivesAtUs !== undefined && { arrivesAtUs }),
    ...(sockets !== undefined && { sockets }),
    ...(faults !== undefined && { faults }),
  };
}

function stepWriterOf({ header }: Plan): (step: Step) => PlanJsonStep {
  const together = goTogether(header);
  return ({ id, user, resource, step, intendedAtUs, aim, action, seat, phase }) => ({
    id,
    user,
    resource,
    step,
    intendedAtUs,
    aim,
    ...(action !== undefined && { action }),
    ...(seat !== undefined && { seat }),
    ...(together && { phase }),
  });
}

/** Whether some phase starts before the ones ahead of it are over: then the time does not say which it is. */
function goTogether({ phases }: PlanHeader): boolean {
  let endUs = -1;
  return phases.some(({ startUs, durationUs, actions }) => {
    if (actions === 0) return false;
    const overlaps = startUs <= endUs;
    endUs = Math.max(endUs, startUs + durationUs);
    return overlaps;
  });
}
