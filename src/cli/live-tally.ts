import type { OutcomeKind } from '../history/outcome.js';
import { liveJudge, type LiveAction } from '../oracle/live-judge.js';
import { groupNamesOf } from '../plan/groups.js';
import type { Plan, Step } from '../plan/plan.js';
import { latencyRecorder } from '../report/latency.js';
import type { LiveSnapshot } from '../reporters/live.js';
import type { Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';

/** What the events of a run add up to so far. */
export interface LiveTally {
  take(event: RunEvent): void;
  snapshot(): LiveSnapshot;
}

/** Counts, latencies and live verdicts of a run as it goes. */
export function liveTally(scenario: Scenario, plan: Plan, clock: Clock): LiveTally {
  const judged = liveJudge(scenario.model, scenario.assumptions);
  const response = latencyRecorder();
  const lateness = latencyRecorder();
  const counts = {
    connected: 0,
    sent: 0,
    accepted: 0,
    rejected: 0,
    error: 0,
    unknown: 0,
    overdue: 0,
    dropped: 0,
  };
  const actionOf = actionsOf(scenario, plan);
  let originUs = Number.NaN;

  const settled = (event: Extract<RunEvent, { kind: 'settled' }>): void => {
    counts[event.outcome.kind]++;
    const { sentAtUs, settledAtUs } = event;
    if (sentAtUs === null) return;
    if (settledAtUs !== null) response.record(settledAtUs - originUs - event.step.intendedAtUs);
    judged.settled(actionOf(event.step, event.connection, sentAtUs, settledAtUs, event.outcome.kind));
  };

  return {
    take(event) {
      switch (event.kind) {
        case 'started':
          originUs = event.originUs;
          return;
        case 'sent':
          counts.sent++;
          judged.sent(actionOf(event.step, event.connection, event.sentAtUs, null, 'unknown'));
          lateness.record(Math.max(0, event.sentAtUs - originUs - event.step.intendedAtUs));
          return;
        case 'overdue':
          counts.overdue++;
          return;
        case 'settled':
          return settled(event);
        case 'received':
        case 'measured':
          return;
        case 'event':
          judged.event(event.event);
          if (event.event.kind === 'connection-opened') counts.connected++;
          if (event.event.kind === 'connection-lost') counts.connected--;
      }
    },
    snapshot() {
      const elapsedUs = Number.isNaN(originUs) ? 0 : Math.max(0, clock.nowUs() - originUs);
      const at = plan.header.phases.findLast((phase) => phase.startUs <= elapsedUs);
      const { p50Us, p99Us } = response.summary();
      return {
        ...counts,
        phase: Number.isNaN(originUs) ? 'connecting' : (at?.name ?? ''),
        elapsedUs,
        durationUs: plan.header.durationUs,
        users: scenario.userNames.length,
        planned: plan.header.actions,
        errors: counts.error,
        ...judged.verdict(),
        p50Us,
        p99Us,
        latenessP99Us: lateness.summary().p99Us,
      };
    },
  };
}

/** An action as the live judge wants it: one shape for all, written out, because this runs for every one. */
function actionsOf(scenario: Scenario, { header }: Plan) {
  const { userNames, resourceNames } = scenario;
  const phaseNames = header.phases.map((phase) => phase.name);
  const groups = scenario.groups.length === 0 ? null : groupNamesOf(scenario.groups);
  return (
    step: Step,
    connection: string,
    sentAtUs: number,
    settledAtUs: number | null,
    outcome: OutcomeKind,
  ): LiveAction => ({
    user: userNames[step.user] ?? '',
    resource: resourceNames[step.resource] ?? '',
    phase: phaseNames[step.phase] ?? '',
    action: step.action ?? 'act',
    connection,
    sentAtUs,
    settledAtUs,
    outcome,
    ...(groups !== null && { group: groups[step.user] ?? '' }),
  });
}
