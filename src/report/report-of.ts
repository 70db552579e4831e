import type { History } from '../history/history.js';
import { openReasons } from '../history/outcome.js';
import type { DeliveryVerdict } from '../oracle/delivery/verdict.js';
import type { StateVerdict } from '../oracle/state/verdict.js';
import type { Verdict } from '../oracle/verdict.js';
import type { PlanHeader } from '../plan/plan.js';
import type { Threshold } from '../thresholds/threshold.js';
import { hookFailuresOf } from './causes.js';
import { clip } from './clip.js';
import { connectionsOf, neverInOf, type Traffic } from './connections.js';
import { countsOf, groupsOf, reasonsOf } from './counts.js';
import { deliveryReportOf } from './delivery.js';
import { faultsOf } from './faults.js';
import { harnessOf, type HarnessFacts } from './harness.js';
import { latenciesOf } from './latencies.js';
import { traitsOf } from './limit-words.js';
import { noLatency } from './latency.js';
import { nothingMeasured, type Measured } from './metrics.js';
import { nextOf } from './next.js';
import { oracleReportOf } from './oracle.js';
import { hurriedPhases } from './pauses.js';
import { originUsOf } from './origin.js';
import { releasesOf } from './releases.js';
import type { Report } from './report.js';
import { runVerdictOf } from './run-verdict.js';
import { serverReportOf } from './server.js';
import { sessionsOf } from './sessions.js';
import type { ReportedModel } from './shown.js';
import { stateReportOf } from './state.js';
import type { Ending } from './threshold-unfinished.js';
import { thresholdsOf } from './thresholds.js';
import { timelineOf } from './timeline.js';

/** What a report is made of. */
export interface ReportInput {
  readonly scenario: {
    readonly name: string;
    readonly hash: string;
    readonly minResolution: number;
    readonly prove: 'both' | 'accepts' | 'rejects';
  };
  /** `null` for a history that no plan of ours made. */
  readonly plan: {
    readonly hash: string;
    readonly header: Pick<PlanHeader, 'users' | 'resources' | 'actions' | 'durationUs'>;
  } | null;
  /** The model that judged. */
  readonly model: ReportedModel & {
    /** How long a key takes to be as good as new; absent or infinite: nothing is said of it. */
    readonly recoveryUs?: number;
  };
  readonly history: History;
  readonly verdict: Verdict;
  /** What was found of broadcasts; absent or `null`: nobody looked. */
  readonly delivery?: DeliveryVerdict | null;
  /** What was found of the server's state; absent or `null`: nobody asked for it. */
  readonly state?: StateVerdict | null;
  /** What is demanded of the numbers; absent: nothing. */
  readonly thresholds?: readonly Threshold[];
  readonly run: RunFacts;
}

/** What only whoever started the run can know. Secrets are already out of every text. */
export interface RunFacts {
  readonly command: string;
  /** Without `zeroAt`, its times are on no wall clock. */
  readonly environment: Omit<Report['environment'], 'zeroAt'> & Partial<Report['environment']>;
  readonly seed: string | null;
  readonly interrupted: boolean;
  readonly connections: Traffic;
  readonly harness: HarnessFacts;
  /** What sessions measured; absent: nothing. */
  readonly measured?: Measured;
  /** How the server ended during the run, with its last words, if nobody ended it; absent or `null`: it did not. */
  readonly serverDied?: string | null;
  /** What must be known before the numbers are believed, such as that certificates were not checked. */
  readonly notes?: readonly string[];
  /** What would have to be judged for a pass, and cannot be; absent: nothing. */
  readonly unjudged?: readonly string[];
}

const reasonsMost = 20;
const notesMost = 20;

/** The report of a run: a pure summary of history and verdict. The same input gives the same report. */
export function reportOf(input: ReportInput): Report {
  const { scenario, history, verdict, run } = input;
  const facts = factsOf(input);
  const causes = causesOf(input);
  const judged = runVerdictOf({
    ...facts,
    ...causes,
    verdict,
    limit: traitsOf(input.model.driver),
    isLog: input.plan === null,
    counts: facts.actions,
    minResolution: scenario.minResolution,
    prove: scenario.prove,
    complete: history.complete,
  });
  // A log may know the time of day too, and is no run of ours.
  const playedAt = input.plan === null ? null : (run.environment.zeroAt ?? null);
  return {
    schemaVersion: 1,
    ...judged,
    next: nextOf({ ...facts, ...causes, ...judged, playedAt, limit: traitsOf(input.model.driver) }),
    notes: notesOf(input),
    command: run.command,
    environment: { zeroAt: null, ...run.environment },
    scenario: { name: scenario.name, hash: scenario.hash },
    seed: run.seed,
    ...facts,
    ...faultsOf(history),
    perResource: groupsOf(history, verdict.perAction, 'resource'),
    perUser: groupsOf(history, verdict.perAction, 'user'),
    perGroup: groupsOf(history, verdict.perAction, 'group'),
    perPhase: groupsOf(history, verdict.perAction, 'phase'),
    timeline: timelineOf(history),
  };
}

/** What may have kept a run from telling anything. */
function causesOf({ history, run }: ReportInput) {
  return {
    events: history.events,
    failedHooks: hookFailuresOf(history.events),
    neverIn: neverInOf(history),
    serverDied: run.serverDied ?? null,
    maybeSent: maybeSentOf(history),
    unjudged: run.unjudged ?? [],
  };
}

function maybeSentOf(history: History): number {
  let count = 0;
  if (history.complete) return count;
  for (let row = 0; row < history.length; row++)
    if (history.reasonAt(row) === openReasons.onlyPlanned) count++;
  return count;
}

/** What the verdict of the run and the advice are drawn from. */
function factsOf({ plan, model, history, verdict, delivery, state, thresholds = [], run }: ReportInput) {
  const measured = run.measured ?? nothingMeasured;
  const actions = countsOf(history, plan?.header.actions ?? history.length);
  const { lateness, percentiles, ...latency } = latenciesOf(history);
  const releases = plan === null ? noLatency : releasesOf(history, model.per);
  const facts = {
    plan: planOf(plan, history),
    actions,
    actionReasons: reasonsOf(history, reasonsMost),
    oracle: oracleReportOf(verdict, history, actions, {
      model,
      originUs: originUsOf(history, plan),
    }),
    latency,
    percentiles,
    connections: connectionsOf(history, run.connections),
    harness: harnessOf(run.harness, { lateness, releases }, history.events, verdict.void),
    delivery: delivery === undefined || delivery === null ? null : deliveryReportOf(delivery, history),
    state: stateReportOf(state),
    server: serverReportOf(history),
    metrics: measured.metrics,
    sessions: sessionsOf(history, measured),
  };
  const demanded = thresholdsOf(
    thresholds,
    { ...facts, history, verdict },
    endingOf({ history, run, planned: plan === null ? null : actions.planned }),
  );
  // What its own thresholds stopped nobody stopped from outside.
  const isInterrupted = run.interrupted && demanded.every(({ abortedAtUs }) => abortedAtUs === null);
  return { ...facts, interrupted: isInterrupted, thresholds: demanded };
}

/** How much of the plan was played. Where nobody ever got in, nothing was cut: that is what the run shows. */
function endingOf({
  history,
  run,
  planned,
}: Pick<ReportInput, 'history' | 'run'> & { readonly planned: number | null }): Ending {
  const unplayed = Math.max(0, (planned ?? history.length) - history.length);
  if (run.interrupted || !history.complete) return { how: 'stopped', unplayed };
  return { how: unplayed > 0 && history.length > 0 ? 'cut' : 'whole', unplayed };
}

function planOf(plan: ReportInput['plan'], history: History): Report['plan'] {
  if (plan === null) {
    return {
      hash: null,
      users: distinct(history.codes('user')),
      resources: distinct(history.codes('resource')),
      actions: history.length,
      durationUs: durationOf(history),
    };
  }
  const { users, resources, actions, durationUs } = plan.header;
  return { hash: plan.hash, users, resources, actions, durationUs };
}

/** How many different codes there are, -1 counting as one. */
function distinct(codes: Int32Array): number {
  let largest = -1;
  for (let row = 0; row < codes.length; row++) if (codes[row] > largest) largest = codes[row];
  const isThere = new Uint8Array(largest + 2);
  for (let row = 0; row < codes.length; row++) isThere[codes[row] + 1] = 1;
  return isThere.reduce((sum, one) => sum + one, 0);
}

/** From the first to the last intended time. */
function durationOf({ intendedAtUs }: History): number {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < intendedAtUs.length; row++) {
    if (intendedAtUs[row] < first) first = intendedAtUs[row];
    if (intendedAtUs[row] > last) last = intendedAtUs[row];
  }
  return last >= first ? last - first : 0;
}

function notesOf({ run, history, plan, model, state }: ReportInput): readonly string[] {
  const hurried = plan === null ? [] : hurriedPhases(history, model.recoveryUs ?? Infinity);
  const seen = history.events.flatMap((event) => (event.kind === 'note' ? [clip(event.text)] : []));
  const begun = (state?.checks ?? []).flatMap(({ notes }) => notes.map(clip));
  return [...(run.notes ?? []), ...begun, ...hurried, ...seen].slice(0, notesMost);
}
