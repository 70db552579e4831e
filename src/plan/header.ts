import { arrivesAtUsOf, hasArrivals } from './arrivals.js';
import { connectTimesOf } from './connects.js';
import { plannedFaultsOf } from './faults.js';
import { groupRunsOf } from './groups.js';
import type { PhaseAtWork } from './phases.js';
import type { PlanHeader, PlannedFault, PlannedPhase, PlanSpec } from './plan.js';
import type { PhaseSurvey, Survey } from './survey.js';

/** What a plan's header says besides words. `startsUs`: when each phase starts. */
export function headerOf(
  spec: PlanSpec,
  phases: readonly PhaseAtWork[],
  survey: Survey,
  startsUs: readonly number[],
): Omit<PlanHeader, 'feasibility' | 'warnings'> {
  const arrivesAtUs = hasArrivals(spec) ? arrivesAtUsOf(spec.groups ?? []) : null;
  const sockets = socketsOf(spec, phases);
  const written = plannedFaultsOf(spec.faults ?? [], {
    ...spec,
    durationUs: survey.lastUs,
    ...(arrivesAtUs !== null && { arrivesAtUs }),
  });
  const faults = [...troublesOf(spec, phases, startsUs), ...written].sort((a, b) => a.atUs - b.atUs);
  return {
    seed: spec.seed,
    users: spec.users,
    resources: spec.resources,
    actions: survey.actions,
    durationUs: survey.lastUs,
    aims: {
      accepts: sum(survey.phases, ({ accepts }) => accepts),
      rejects: sum(survey.phases, ({ rejects }) => rejects),
      open: sum(survey.phases, ({ open }) => open),
    },
    phases: survey.phases.map((counts, index) => plannedPhase(spec, index, phases[index], counts)),
    connectAtUs: connectAtUsOf(spec, arrivesAtUs),
    keepUntilUs: keepUntilUsOf(spec, survey, arrivesAtUs),
    ...(arrivesAtUs !== null && { arrivesAtUs }),
    ...(sockets !== null && { sockets }),
    ...(faults.length > 0 && { faults }),
  };
}

function plannedPhase(
  spec: PlanSpec,
  index: number,
  { paced }: PhaseAtWork,
  counts: PhaseSurvey,
): PlannedPhase {
  const phase = spec.phases[index];
  return {
    name: phase.name,
    strategy: phase.strategy.name,
    pacing: phase.pacing.kind,
    startUs: counts.startUs,
    durationUs: counts.lastUs - counts.startUs,
    actions: counts.accepts + counts.rejects + counts.open,
    lanes: paced.lanes,
    stepUs: paced.stepUs,
  };
}

function sum(phases: readonly PhaseSurvey[], count: (phase: PhaseSurvey) => number): number {
  return phases.reduce((total, phase) => total + count(phase), 0);
}

type Arrivals = readonly (number | null)[] | null;

/** Who arrives later connects then, and takes no turn among those who connect before the start. */
function connectAtUsOf({ seed, users, connectOverUs }: PlanSpec, arrivesAtUs: Arrivals): readonly number[] {
  if (arrivesAtUs === null) return connectTimesOf(seed, users, connectOverUs);
  const early = arrivesAtUs.filter((atUs) => atUs === null).length;
  const times = connectTimesOf(seed, early, connectOverUs);
  let next = 0;
  return arrivesAtUs.map((atUs) => (atUs === null ? times[next++] : 0));
}

/** Who never acts stays to the end in a plan with groups: there are such that only listen, and must hear everything. */
function keepUntilUsOf(
  { groups = [], timeoutUs }: PlanSpec,
  survey: Survey,
  arrivesAtUs: Arrivals,
): readonly number[] {
  const lastArrivalUs = (arrivesAtUs ?? []).reduce<number>((last, atUs) => Math.max(last, atUs ?? 0), 0);
  const idleUs = groups.length === 0 ? 0 : Math.max(survey.lastUs, lastArrivalUs) + timeoutUs;
  return Array.from(survey.lastUsByUser, (lastUs) => (lastUs < 0 ? idleUs : lastUs + timeoutUs));
}

/** What the groups say, or more where a phase needs more; `null`: one for everybody. */
function socketsOf(spec: PlanSpec, phases: readonly PhaseAtWork[]): readonly number[] | null {
  const sockets = new Int32Array(spec.users).fill(1);
  for (const { group, from } of groupRunsOf(spec.groups ?? []))
    sockets.fill(group.sockets, from, from + group.users);
  for (const { paced, users } of phases) {
    const needed = paced.sockets ?? 1;
    if (users === null) sockets.forEach((has, user) => (sockets[user] = Math.max(has, needed)));
    else for (const user of users) sockets[user] = Math.max(sockets[user], needed);
  }
  return sockets.some((count) => count > 1) ? Array.from(sockets) : null;
}

/** The trouble that belongs to the phases. */
function troublesOf(
  { users: all }: PlanSpec,
  phases: readonly PhaseAtWork[],
  startsUs: readonly number[],
): readonly PlannedFault[] {
  return phases.flatMap(({ paced, users }, index) =>
    (paced.troubles?.(startsUs[index]) ?? []).map((fault): PlannedFault => {
      const touched = fault.users.map((user) => users?.[user] ?? user);
      return 'share' in fault
        ? { ...fault, users: touched, share: touched.length / all }
        : { ...fault, users: touched };
    }),
  );
}
