import type { Observable } from 'rxjs';
import type { History } from '../history/history.js';
import { judgeDelivery } from '../oracle/delivery/judge-delivery.js';
import { judge } from '../oracle/judge.js';
import { judgeState } from '../oracle/state/judge-state.js';
import type { Verdict } from '../oracle/verdict.js';
import type { Plan } from '../plan/plan.js';
import { groupNamesOf } from '../plan/groups.js';
import { valuesOf as drawnValuesOf } from '../plan/values.js';
import { contentionOf, withTexts, type Contention } from '../report/contention.js';
import { mapTexts } from '../report/map-texts.js';
import { measuredTally, type Measured } from '../report/metrics.js';
import { reportOf, type RunFacts } from '../report/report-of.js';
import type { Report } from '../report/report.js';
import { threadAlarm } from '../runtime/alarm.js';
import type { Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import { execute, type Execution, type Performance } from '../runtime/execute.js';
import type { Companion } from '../runtime/companion.js';
import type { FaultPorts } from '../runtime/fault-ports.js';
import { watchHealth } from '../runtime/health.js';
import { PreciseTime } from '../runtime/precise-time.js';
import { recorder } from '../runtime/recorder.js';
import { fillTemplate } from '../scenario/fill.js';
import { redact } from '../scenario/redact.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ConnectRequest, Transport } from '../transports/transport.js';
import { companionsOf } from './companions.js';
import { groupNameOf, hooksOf, stayersOf } from './hooks-of.js';
import { learnedSecrets } from './learned-secrets.js';
import { eitherOf, thresholdStop } from './threshold-stop.js';

/** Everything a run leaves behind, as values. */
export interface Played {
  readonly plan: Plan;
  readonly history: History;
  readonly verdict: Verdict;
  readonly report: Report;
  readonly execution: Execution;
  /** Its actions for whoever draws them, without secrets; made when somebody asks. */
  readonly contention: () => Contention;
}

/** What the shell hands to a run. */
export interface PlayPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  /** The target's address, as the transport takes it. */
  readonly url: string;
  /** The addresses of its nodes, where they have some of their own; absent: nobody knows. */
  readonly nodeUrls?: readonly string[];
  readonly stop: AbortSignal;
  readonly watch: (events: Observable<RunEvent>) => void;
  /** The processes of the server as they are now, where it is one of ours; absent: nobody's. */
  readonly pids?: () => readonly number[];
  /** How the server has ended by itself so far, where it is one of ours; absent: nobody knows. */
  readonly serverDied?: () => string | null;
  /** What the faults of the plan are made with; absent: those of users only. */
  readonly faults?: Omit<FaultPorts, 'userNames'>;
  /** What goes along with the run besides what the scenario asks for itself; absent: nothing. */
  readonly companions?: readonly Companion[];
}

/** Who ran it and how it can be repeated: goes into the report as it is. */
export type Origin = Pick<RunFacts, 'command' | 'environment' | 'notes'>;

/**
 * Plays a plan in real time, judges the history and makes the report. Everything it opened is
 * closed when it returns, also after an error.
 */
export async function play(
  scenario: Scenario,
  plan: Plan,
  ports: PlayPorts,
  origin: Origin,
): Promise<Played> {
  const { history, execution, measured } = await performed(scenario, plan, ports);
  const serverDied = ports.serverDied?.() ?? null;
  const facts = { ...origin, measured, serverDied };
  return { plan, history, execution, ...judged(scenario, plan, history, execution, facts) };
}

/** The same without the judge: what happened, and nothing said of it. */
export async function performed(
  scenario: Scenario,
  plan: Plan,
  ports: PlayPorts,
): Promise<Pick<Played, 'history' | 'execution'> & { readonly measured: Measured }> {
  const tally = measuredTally();
  const scheduler = new PreciseTime(ports.clock, threadAlarm());
  const record = recorder(namesOf(scenario, plan), plan.header.actions);
  const stopper = thresholdStop(scenario, plan);
  try {
    const execution = await execute(performanceOf(scenario, plan, ports.url, ports.nodeUrls), {
      scheduler,
      transport: ports.transport,
      stop: eitherOf(ports.stop, stopper),
      companions: [
        ...(ports.companions ?? []),
        ...companionsOf(scenario, plan, ports),
        ...(stopper === null ? [] : [stopper]),
      ],
      watchHealth: (report) => watchHealth(ports.clock, scenario.assumptions, report),
      watch: (events) => {
        events.subscribe((event) => {
          record.take(event);
          if (event.kind === 'measured') tally.take(event);
        });
        ports.watch(events);
        // Last, so that what stops the run is known to everybody before it stops.
        if (stopper !== null) events.subscribe((event) => stopper.take(event));
      },
    });
    return { history: record.history({ complete: true }), execution, measured: tally.measured() };
  } finally {
    scheduler.close();
  }
}

/** Judges a history and makes the report, which holds no secret of the scenario. */
export function judged(
  scenario: Scenario,
  plan: Plan,
  history: History,
  execution: Execution,
  origin: Origin & Pick<RunFacts, 'measured' | 'serverDied'>,
): Pick<Played, 'verdict' | 'report' | 'contention'> {
  const verdict = judge(scenario.model, history, scenario.assumptions);
  const report = reportOf({
    scenario,
    plan,
    model: scenario.model,
    history,
    verdict,
    delivery: scenario.delivery === null ? null : judgeDelivery(scenario.delivery, history),
    state:
      scenario.stateChecks.length === 0
        ? null
        : judgeState(scenario.stateChecks, history, scenario.assumptions),
    thresholds: scenario.thresholds,
    run: {
      ...origin,
      seed: scenario.seed,
      harness: execution.harness,
      interrupted: execution.ended === 'interrupted',
      connections: execution.traffic,
    },
  });
  const clean = (text: string): string => redact(text, scenario.secrets);
  const violations = report.oracle.violations.length;
  return {
    verdict,
    report: mapTexts(report, clean),
    contention: () => withTexts(contentionOf(history, verdict, scenario.model, { violations }), clean),
  };
}

export function namesOf(scenario: Scenario, plan: Plan) {
  return {
    users: scenario.userNames,
    resources: scenario.resourceNames,
    phases: plan.header.phases.map((phase) => phase.name),
    ...(scenario.groups.length > 0 && { groups: groupNamesOf(scenario.groups) }),
  };
}

/** What `execute` needs of a scenario. */
export function performanceOf(
  scenario: Scenario,
  plan: Plan,
  url: string,
  nodeUrls: readonly string[] = [],
): Performance {
  const { timing, delivery, userNames, resourceNames } = scenario;
  const secrets = learnedSecrets(scenario.secrets, [...userNames, ...resourceNames]);
  const playing = hooksOf(scenario, url, secrets);
  const drawn = drawnValuesOf(scenario.seed, scenario.values);
  const urls = urlsOf(scenario, url, nodeUrls);
  return {
    plan,
    wire: scenario.wire,
    ...(drawn !== null && { valuesOf: drawn }),
    clean: secrets.clean,
    ...(playing !== null && { playing }),
    ...(delivery !== null && { delivery }),
    stays: stayersOf(scenario, plan),
    userNames,
    resourceNames,
    connectTimeoutUs: timing.connectTimeoutUs,
    timeoutUs: timing.timeoutUs,
    overrun: timing.overrun,
    reconnectAfterUs: timing.reconnectAfterUs,
    maxDurationUs: timing.maxDurationUs,
    requestOf: (index, tab) => requestOf(scenario, urls(index, tab), index),
  };
}

/** Whoever tries another node has its second connection there, where the nodes have addresses of their own. */
function urlsOf(
  { phases }: Scenario,
  url: string,
  nodeUrls: readonly string[],
): (index: number, tab: number) => string {
  const evades = phases.some(
    ({ pacing }) => pacing.kind === 'evasion' && pacing.settings['by'] === 'other-node',
  );
  if (!evades || nodeUrls.length < 2) return () => url;
  return (index, tab) => nodeUrls[(index + tab) % nodeUrls.length] ?? url;
}

/** With what a user connects. */
export function requestOf(scenario: Scenario, url: string, index: number): ConnectRequest {
  const { transport, timing } = scenario;
  const auth = transport.kind === 'socket-io' ? transport.auth : {};
  const values = valuesOf(scenario, index);
  const transports = transportsOf(scenario, index);
  return {
    user: index,
    url,
    headers: fillTemplate(transport.headers, values),
    query: fillTemplate(transport.query, values),
    auth: fillTemplate(auth, values),
    timeoutMs: Math.ceil(timing.connectTimeoutUs / 1000),
    ...(transports !== undefined && { transports }),
  };
}

/** The engine's transports of a user, where its group has some of its own. */
function transportsOf(scenario: Scenario, index: number): ConnectRequest['transports'] {
  const group = groupNameOf(scenario, index);
  return group === null ? undefined : scenario.groupTransports[group];
}

/** What stands for the marks of a user in what it connects with. */
function valuesOf({ userNames, userColumns }: Scenario, index: number): Record<string, string> {
  const own = Object.entries(userColumns).map(([column, values]) => [`user.${column}`, values[index] ?? '']);
  return { ...Object.fromEntries(own), user: userNames[index] ?? '', index: String(index) };
}
