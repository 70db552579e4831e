import type { OutcomeKind } from '../history/outcome.js';
import { liveJudge, type LiveAccusation, type LiveAction } from '../oracle/live-judge.js';
import { groupNamesOf } from '../plan/groups.js';
import type { Plan, Step } from '../plan/plan.js';
import { latencyRecorder, type LatencyRecorder } from '../report/latency.js';
import type { LiveSnapshot, LiveTimes, LiveViolation } from '../reporters/live.js';
import { latestMost } from '../reporters/live.js';
import { processUsage, type Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import { liveFaults } from './live-faults.js';
import { liveHealth } from './live-health.js';
import { livePresence } from './live-presence.js';

/** What the events of a run add up to so far. */
export interface LiveTally {
  take(event: RunEvent): void;
  snapshot(): LiveSnapshot;
}

/** Told of a violation as it is proven, with the key that it is on. */
export type OnViolation = (violation: LiveViolation, key: string) => void;

/**
 * Counts, latencies and live verdicts of a run as it goes. Taking an event costs little and the same however long
 * the run is; percentiles are worked out when somebody looks.
 */
export function liveTally(
  scenario: Scenario,
  plan: Plan,
  clock: Clock,
  onViolation: OnViolation = () => undefined,
): LiveTally {
  const { header } = plan;
  const latest: LiveViolation[] = [];
  const isSure = scenario.wire.correlation !== 'order';
  const judged = liveJudge(scenario.model, scenario.assumptions, (accusation) => {
    const violation = violationOf(accusation);
    latest.push(violation);
    if (latest.length > latestMost) latest.shift();
    if (isSure) onViolation(violation, keyOf(scenario, accusation.action));
  });
  const response = latencyRecorder();
  const recorders = { accepted: latencyRecorder(), rejected: latencyRecorder() };
  const lateness = latencyRecorder();
  const counts = { sent: 0, accepted: 0, rejected: 0, error: 0, unknown: 0, dropped: 0 };
  const overdue = new Set<number>();
  const actionOf = actionsOf(scenario, plan);
  const presence = livePresence(scenario, header);
  const faults = liveFaults(header.faults ?? []);
  const health = liveHealth(processUsage, clock);
  let originUs = Number.NaN;
  let isOver = false;

  const settled = (event: Extract<RunEvent, { kind: 'settled' }>): void => {
    counts[event.outcome.kind]++;
    const { sentAtUs, settledAtUs, step } = event;
    if (overdue.size > 0) overdue.delete(step.id);
    if (sentAtUs === null) return;
    if (settledAtUs !== null) response.record(settledAtUs - originUs - step.intendedAtUs);
    if (settledAtUs !== null && (event.outcome.kind === 'accepted' || event.outcome.kind === 'rejected'))
      recorders[event.outcome.kind].record(settledAtUs - originUs - step.intendedAtUs);
    judged.settled(actionOf(step, event.connection, sentAtUs, settledAtUs, event.outcome.kind));
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
          overdue.add(event.step.id);
          return;
        case 'settled':
          return settled(event);
        case 'received':
        case 'measured':
          return;
        case 'event':
          judged.event(event.event);
          presence.take(event.event);
          faults.take(event.event);
          health.take(event.event);
          if (event.event.kind === 'finished') isOver = true;
      }
    },
    snapshot() {
      const nowUs = clock.nowUs();
      const isBegun = !Number.isNaN(originUs);
      const playedUs = isBegun ? nowUs - originUs : 0;
      const latenessP99Us = percentileOf(lateness, 99);
      const number = Math.max(1, 1 + header.phases.findLastIndex(({ startUs }) => startUs <= playedUs));
      const answered = counts.accepted + counts.rejected + counts.error + counts.unknown;
      const isSent = counts.sent + counts.dropped >= header.actions;
      return {
        stage: isOver ? 'judging' : !isBegun ? 'connecting' : isSent ? 'waiting' : 'playing',
        phase: header.phases[number - 1]?.name ?? '',
        phaseNumber: number,
        phases: header.phases.length,
        elapsedUs: nowUs,
        durationUs: header.durationUs,
        leftUs: Math.max(0, header.durationUs - playedUs),
        ...presence.count(playedUs),
        sent: counts.sent,
        planned: header.actions,
        accepted: counts.accepted,
        rejected: counts.rejected,
        errors: counts.error,
        unknown: counts.unknown,
        overdue: overdue.size,
        inFlight: Math.max(0, counts.sent - answered - overdue.size),
        dropped: counts.dropped,
        ...judged.verdict(),
        isSure,
        latest: [...latest],
        ...timesOf(response),
        accepts: timesOf(recorders.accepted),
        rejects: timesOf(recorders.rejected),
        latenessP99Us,
        health: health.word(latenessP99Us),
        fault: faults.text(nowUs),
      };
    },
  };
}

function timesOf(recorder: LatencyRecorder): LiveTimes {
  return { p50Us: percentileOf(recorder, 50), p99Us: percentileOf(recorder, 99) };
}

const percentileOf = (recorder: LatencyRecorder, percent: number): number | null =>
  recorder.count === 0 ? null : recorder.valueAt(percent);

function violationOf({ kind, action }: LiveAccusation): LiveViolation {
  const { sentAtUs, user = '', resource = '', action: did, outcome } = action;
  const was = did === undefined || did === 'act' ? outcome : `${did} ${outcome}`;
  return { atUs: sentAtUs, user, resource, what: `${was}${wrongs[kind]}` };
}

const wrongs: Readonly<Record<LiveAccusation['kind'], string>> = {
  'false-accept': ', had to be refused',
  'false-reject': ', had to be accepted',
  'no-explanation': '; with it the answers there have no explanation',
};

function keyOf({ model }: Scenario, action: LiveAction): string {
  return model.per.map((field) => action[field] ?? '').join(' ');
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
