import type { Observable } from 'rxjs';
import { liveJudge, type LiveKey } from '../oracle/live-judge.js';
import type { Plan, Step } from '../plan/plan.js';
import { latencyRecorder } from '../report/latency.js';
import { liveLine, liveLines, type LiveSnapshot } from '../reporters/live.js';
import { coloursOf } from '../reporters/reporter.js';
import type { Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Screen } from './screen.js';

/** The run as it goes: a panel on a terminal, a plain line now and then elsewhere. Never slows the dispatch. */
export interface LiveView {
  watch(events: Observable<RunEvent>): void;
  /** Stops drawing and leaves nothing behind. Idempotent. */
  close(): void;
}

const panelEveryMs = 200;
const lineEveryMs = 2000;

/** Draws what the events of a run add up to. */
export function liveView(scenario: Scenario, plan: Plan, screen: Screen, clock: Clock): LiveView {
  const tally = tallyOf(scenario, plan, clock);
  const draw = (): void => {
    if (screen.live) screen.panel(liveLines(tally.snapshot(), coloursOf(screen.paint)));
    else screen.say(liveLine(tally.snapshot()));
  };
  const timer = screen.quiet ? undefined : setInterval(draw, screen.live ? panelEveryMs : lineEveryMs);
  return {
    watch: (events) => void events.subscribe((event) => tally.take(event)),
    close: () => clearInterval(timer),
  };
}

interface Tally {
  take(event: RunEvent): void;
  snapshot(): LiveSnapshot;
}

function tallyOf(scenario: Scenario, plan: Plan, clock: Clock): Tally {
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
  let originUs = Number.NaN;
  const keyOf = (step: Step, connection: string): LiveKey => ({
    user: scenario.userNames[step.user] ?? '',
    resource: scenario.resourceNames[step.resource] ?? '',
    phase: plan.header.phases[step.phase]?.name ?? '',
    action: 'act',
    connection,
  });
  return {
    take(event) {
      switch (event.kind) {
        case 'started':
          originUs = event.originUs;
          return;
        case 'sent':
          counts.sent++;
          judged.sent({ ...keyOf(event.step, event.connection), sentAtUs: event.sentAtUs });
          lateness.record(Math.max(0, event.sentAtUs - originUs - event.step.intendedAtUs));
          return;
        case 'overdue':
          counts.overdue++;
          return;
        case 'settled': {
          counts[event.outcome.kind]++;
          if (event.sentAtUs === null) return;
          if (event.settledAtUs !== null)
            response.record(event.settledAtUs - originUs - event.step.intendedAtUs);
          judged.settled({
            ...keyOf(event.step, event.connection),
            sentAtUs: event.sentAtUs,
            settledAtUs: event.settledAtUs,
            outcome: event.outcome.kind,
          });
          return;
        }
        case 'event':
          judged.event(event.event);
          if (event.event.kind === 'connection-opened') counts.connected++;
          if (event.event.kind === 'connection-lost') counts.connected--;
      }
    },
    snapshot() {
      const elapsedUs = Number.isNaN(originUs) ? 0 : Math.max(0, clock.nowUs() - originUs);
      const at = plan.header.phases.findLast((phase) => phase.startUs <= elapsedUs);
      const responses = response.summary();
      return {
        ...counts,
        phase: Number.isNaN(originUs) ? 'connecting' : (at?.name ?? ''),
        elapsedUs,
        durationUs: plan.header.durationUs,
        users: scenario.userNames.length,
        planned: plan.header.actions,
        errors: counts.error,
        ...judged.verdict(),
        p50Us: responses.p50Us,
        p99Us: responses.p99Us,
        latenessP99Us: lateness.summary().p99Us,
      };
    },
  };
}
