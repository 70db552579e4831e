import type { Aim, Plan } from './plan.js';

/** What `turnwise plan --json` prints: a contract that scripts rely on. Users and resources are 0-based. */
export interface PlanJson {
  readonly hash: string;
  readonly seed: string;
  readonly users: number;
  readonly resources: number;
  readonly durationUs: number;
  readonly aims: { readonly accepts: number; readonly rejects: number; readonly open: number };
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
}

/** The whole plan as one value. For plans of millions of steps, `planJsonText` needs no memory. */
export function planJson(plan: Plan): PlanJson {
  return { ...planJsonHead(plan), steps: Array.from(plan.steps(), planJsonStep) };
}

/** The same as JSON text, a line for each step: pieces to write one after another. */
export function* planJsonText(plan: Plan): Iterable<string> {
  const head = JSON.stringify(planJsonHead(plan));
  yield `${head.slice(0, -1)},"steps":[`;
  let separator = '\n';
  for (const step of plan.steps()) {
    yield separator + JSON.stringify(planJsonStep(step));
    separator = ',\n';
  }
  yield '\n]}\n';
}

function planJsonHead({ hash, header }: Plan): Omit<PlanJson, 'steps'> {
  const { seed, users, resources, durationUs, aims } = header;
  return { hash, seed, users, resources, durationUs, aims };
}

function planJsonStep({ id, user, resource, step, intendedAtUs, aim, action }: PlanJsonStep): PlanJsonStep {
  const common = { id, user, resource, step, intendedAtUs, aim };
  return action === undefined ? common : { ...common, action };
}
