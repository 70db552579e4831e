import type { OutcomeKind } from '../history/outcome.js';
import { liveJudge, type LiveAccusation, type LiveAction } from '../oracle/live-judge.js';
import { groupNamesOf } from '../plan/groups.js';
import type { Plan, PlanHeader, Step } from '../plan/plan.js';
import type { LiveSnapshot, LiveViolation } from '../reporters/live.js';
import { latestMost } from '../reporters/live.js';
import { processUsage, type Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import { liveCounts } from './live-counts.js';
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
    if (latest.push(violation) > latestMost) latest.shift();
    if (isSure) onViolation(violation, keyOf(scenario, accusation.action));
  });
  const counts = liveCounts();
  const presence = livePresence(scenario, header);
  const faults = liveFaults(header.faults ?? []);
  const health = liveHealth(processUsage, clock);
  const actionOf = actionsOf(scenario, plan);
  let originUs = Number.NaN;
  let isOver = false;
  return {
    take(event) {
      switch (event.kind) {
        case 'started':
          originUs = event.originUs;
          return;
        case 'sent':
          counts.sent(event, originUs);
          return judged.sent(actionOf(event.step, event.connection, event.sentAtUs, null, 'unknown'));
        case 'overdue':
          return counts.overdue(event.step.id);
        case 'settled': {
          const { step, connection, sentAtUs, settledAtUs, outcome } = event;
          counts.settled(event, originUs);
          if (sentAtUs !== null)
            judged.settled(actionOf(step, connection, sentAtUs, settledAtUs, outcome.kind));
          return;
        }
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
      const playedUs = Number.isNaN(originUs) ? null : nowUs - originUs;
      const sum = counts.sum();
      return {
        stage: isOver ? 'judging' : stageOf(header, sum, playedUs),
        ...placeOf(header, playedUs ?? 0),
        elapsedUs: nowUs,
        ...presence.count(playedUs ?? 0),
        planned: header.actions,
        ...sum,
        ...judged.verdict(),
        isSure,
        latest: [...latest],
        health: health.word(sum.latenessP99Us),
        fault: faults.text(nowUs),
      };
    },
  };
}

function stageOf(
  { actions }: PlanHeader,
  { sent, dropped }: Pick<LiveSnapshot, 'sent' | 'dropped'>,
  playedUs: number | null,
): LiveSnapshot['stage'] {
  if (playedUs === null) return 'connecting';
  return sent + dropped >= actions ? 'waiting' : 'playing';
}

/** Where in the plan the run is, so long after its first phase began. */
function placeOf({ phases, durationUs }: PlanHeader, playedUs: number) {
  const index = Math.max(
    0,
    phases.findLastIndex(({ startUs }) => startUs <= playedUs),
  );
  return {
    phase: phases[index]?.name ?? '',
    phaseNumber: index + 1,
    phases: phases.length,
    durationUs,
    leftUs: Math.max(0, durationUs - playedUs),
  };
}

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
