import { blockNumbersOf } from './blocks.js';
import { keySpaceOf } from './key-space.js';
import type { PlanSpec, Step } from './plan.js';

/** What one walk over a plan counts: everything its header says and its warnings rest on. */
export interface Survey {
  readonly actions: number;
  readonly lastUs: number;
  readonly phases: readonly PhaseSurvey[];
  /** The last intended instant of each user; `-1` for one that never acts. */
  readonly lastUsByUser: Float64Array;
  /** For each resource, how often an accept goes to another user than the one before. */
  readonly handOvers: Int32Array;
  /** Whether some resource is acted on by more than one user. */
  readonly resourcesShared: boolean;
}

export interface PhaseSurvey {
  accepts: number;
  rejects: number;
  open: number;
  /** The longest time from an accept to a reject on its key; `-Infinity` without rejects. */
  latestRejectUs: number;
  /** The shortest time between any two actions on a key; `Infinity` where no key has two. */
  closestUs: number;
  /** The shortest time between two accepts on a key; `Infinity` where no key has two. */
  closestAcceptsUs: number;
  /** Whether two users act on one key in one step, where meetings are planned. */
  meets: boolean;
  /** `-1` until the first action. */
  startUs: number;
  lastUs: number;
}

/** Counts step by step; `end` gives the survey. Memory grows with users, resources and keys, never with steps. */
export function surveyOf(spec: PlanSpec): { count(step: Step): void; end(): Survey } {
  const phases = spec.phases.map((): PhaseSurvey => ({
    accepts: 0,
    rejects: 0,
    open: 0,
    latestRejectUs: -Infinity,
    closestUs: Infinity,
    closestAcceptsUs: Infinity,
    meets: false,
    startUs: -1,
    lastUs: -1,
  }));
  const lastUsByUser = new Float64Array(spec.users).fill(-1);
  const handOvers = new Int32Array(spec.resources);
  const holder = new Int32Array(spec.resources).fill(-1);
  const toucher = new Int32Array(spec.resources).fill(-1);
  const distances = distancesOf(spec);
  const meetings = meetingsOf(spec);
  let resourcesShared = false;
  let actions = 0;
  let lastUs = 0;
  const count = (step: Step): void => {
    const { user, resource, aim } = step;
    actions++;
    lastUs = step.intendedAtUs;
    lastUsByUser[user] = lastUs;
    countPhase(phases[step.phase], step);
    distances(phases[step.phase], step);
    meetings(phases[step.phase], step);
    if (toucher[resource] !== -1 && toucher[resource] !== user) resourcesShared = true;
    toucher[resource] = user;
    if (aim !== 'accept') return;
    if (holder[resource] !== -1 && holder[resource] !== user) handOvers[resource]++;
    holder[resource] = user;
  };
  return { count, end: () => ({ actions, lastUs, phases, lastUsByUser, handOvers, resourcesShared }) };
}

function countPhase(phase: PhaseSurvey, { aim, intendedAtUs }: Step): void {
  if (aim === 'accept') phase.accepts++;
  else if (aim === 'reject') phase.rejects++;
  else phase.open++;
  if (phase.startUs < 0) phase.startUs = intendedAtUs;
  phase.lastUs = intendedAtUs;
}

/** Measures from the last action, and from the last accept, on a key in the same phase or one beside it. */
function distancesOf(spec: PlanSpec): (phase: PhaseSurvey, step: Step) => void {
  const keys = keySpaceOf(spec.per, spec.resources);
  const touchedUs = new Map<number, number>();
  const acceptedUs = new Map<number, number>();
  const blocks = blockNumbersOf(spec.phases);
  let at = 0;
  return (phase, { phase: index, user, resource, aim, intendedAtUs }) => {
    if (blocks[index] !== at) {
      touchedUs.clear();
      acceptedUs.clear();
    }
    at = blocks[index];
    const key = keys.keyOf(user, resource);
    phase.closestUs = Math.min(phase.closestUs, intendedAtUs - (touchedUs.get(key) ?? -Infinity));
    touchedUs.set(key, intendedAtUs);
    if (aim === 'open') return;
    const afterUs = intendedAtUs - (acceptedUs.get(key) ?? NaN);
    if (aim === 'accept') {
      acceptedUs.set(key, intendedAtUs);
      if (afterUs < phase.closestAcceptsUs) phase.closestAcceptsUs = afterUs;
    } else if (afterUs > phase.latestRejectUs) phase.latestRejectUs = afterUs;
  };
}

/** Sees who acts on a key behind somebody else in the same step. */
function meetingsOf({ per, resources, phases }: PlanSpec): (phase: PhaseSurvey, step: Step) => void {
  const keys = keySpaceOf(per, resources);
  // Phases that go on together come by turns: each has its own last one.
  const lasts = phases.map(() => new Map<number, Step>());
  return (counts, step) => {
    if (counts.meets || phases[step.phase].pacing.meetings !== 'planned') return;
    const key = keys.keyOf(step.user, step.resource);
    const last = lasts[step.phase].get(key);
    if (last?.step === step.step && last.user !== step.user) counts.meets = true;
    lasts[step.phase].set(key, step);
  };
}
