import type { ReportedThreshold } from '../../report/numbers.js';
import type { Group, MetricValue, Report } from '../../report/report.js';
import { matrixOf } from '../format/matrix.js';
import type { Sample, Samples } from './families.js';
import { countsBy, only, outcomesOf, secondsOf, seriesOf, statesOf, summaryOf } from './measures.js';

/** The kind of violations of which only the number is known. */
export const unlisted = 'unlisted';

/** More phases or groups than this are for the export: each is a series for ever in whoever scrapes it. */
const partsMost = 100;

/** The numbers of a finished run. */
export function samplesOfReport(report: Report): Samples {
  return {
    ...planSamples(report),
    ...oracleSamples(report),
    ...measureSamples(report),
    ...partSamples(report),
    ...ownSamples(report),
    ...(report.delivery === null ? {} : deliverySamples(report.delivery)),
    ...(report.state === null ? {} : { turnwise_state_violations: only(report.state.violationCount) }),
    turnwise_threshold_ok: report.thresholds.map((one) => ({
      labels: thresholdLabels(one),
      value: one.ok === null ? null : Number(one.ok),
    })),
    turnwise_threshold_actual: report.thresholds.map((one) => ({
      labels: { ...thresholdLabels(one), unit: one.unit === 'us' ? 'seconds' : one.unit },
      value: one.unit === 'us' && one.actual !== null ? secondsOf(one.actual) : one.actual,
    })),
  };
}

function planSamples(report: Report): Samples {
  const { scenario, seed, plan, environment, actions } = report;
  const labels = {
    scenario: scenario.name,
    seed: seed ?? '',
    plan_hash: plan.hash ?? '',
    version: environment.turnwise,
  };
  return {
    turnwise_run: [{ labels, value: 1 }],
    turnwise_verdict: statesOf('turnwise_verdict', ['pass', 'fail', 'inconclusive'], report.verdict),
    turnwise_interrupted: only(Number(report.interrupted)),
    turnwise_users: only(plan.users),
    turnwise_resources: only(plan.resources),
    turnwise_plan_duration_seconds: only(secondsOf(plan.durationUs)),
    turnwise_planned_actions: only(actions.planned),
    turnwise_actions: outcomesOf(actions),
    turnwise_actions_sent: only(actions.sent),
  };
}

function oracleSamples(report: Report): Samples {
  const { oracle } = report;
  const { valid, invalid, unknown, vacuous } = oracle.keys;
  return {
    turnwise_oracle_verdicts: matrixOf(report).flatMap(({ says, accepted, rejected }) => {
      const model = says === 'either is right' ? 'either' : says.replace(' ', '_');
      return countsBy('outcome', { accepted, rejected }).map((one) => ({
        ...one,
        labels: { model, ...one.labels },
      }));
    }),
    turnwise_oracle_decided: only(oracle.decided),
    turnwise_oracle_correct: only(oracle.correct),
    turnwise_oracle_accuracy_ratio: only(oracle.accuracy),
    turnwise_oracle_resolution_ratio: only(oracle.resolution),
    turnwise_oracle_keys: countsBy('history', { valid, invalid, unknown, vacuous }),
    turnwise_violations: violationSamples(report),
    turnwise_meetings: only(oracle.meetings),
  };
}

/** The report has the evidence of the first; of the others it knows how many there are. */
function violationSamples({ oracle }: Report): readonly Sample[] {
  const counts = {
    proven: oracle.violationCount,
    'near-edge': oracle.unproven.nearEdge,
    conditional: oracle.unproven.conditional,
  };
  return Object.entries(counts).flatMap(([strength, count]) => {
    const kinds = new Map<string, number>();
    for (const one of oracle.violations)
      if (one.strength === strength) kinds.set(one.kind, (kinds.get(one.kind) ?? 0) + 1);
    const listed = [...kinds.values()].reduce((sum, one) => sum + one, 0);
    const rest = count - listed;
    return [...kinds, ...(rest > 0 || listed === 0 ? [[unlisted, rest] as const] : [])].map(
      ([kind, value]) => ({
        labels: { kind, strength },
        value,
      }),
    );
  });
}

function measureSamples({ latency, harness, connections, faultCount }: Report): Samples {
  const { attempted, opened, failed, dropped, reconnected, bytesIn, bytesOut } = connections;
  const { lateness, releases, eventLoopDelay, cpuUs, rssBytes, health } = harness;
  return {
    turnwise_latency_seconds: seriesOf('series', latency),
    turnwise_lateness_seconds: [{ labels: {}, summary: summaryOf(lateness) }],
    turnwise_release_spread_seconds: [{ labels: {}, summary: summaryOf(releases) }],
    turnwise_event_loop_delay_seconds: [{ labels: {}, summary: summaryOf(eventLoopDelay) }],
    turnwise_harness_health: statesOf('turnwise_harness_health', ['ok', 'degraded', 'void'], health),
    turnwise_cpu_seconds: only(secondsOf(cpuUs)),
    turnwise_memory_bytes: only(rssBytes),
    turnwise_connections: countsBy('event', { attempted, opened, failed, lost: dropped, reconnected }),
    turnwise_network_bytes: countsBy('direction', { in: bytesIn, out: bytesOut }),
    turnwise_faults: only(faultCount),
  };
}

function partSamples({ perPhase, perGroup }: Report): Samples {
  const [phaseActions, phaseAccuracy] = partsOf('phase', perPhase);
  const [groupActions, groupAccuracy] = partsOf('group', perGroup);
  return {
    turnwise_phase_actions: phaseActions,
    turnwise_phase_accuracy_ratio: phaseAccuracy,
    turnwise_group_actions: groupActions,
    turnwise_group_accuracy_ratio: groupAccuracy,
  };
}

function partsOf(label: string, groups: readonly Group[]): readonly [actions: Sample[], accuracy: Sample[]] {
  const shown = groups.slice(0, partsMost);
  return [
    shown.flatMap((group) => outcomesOf(group, { [label]: group.name })),
    shown.map((group) => ({ labels: { [label]: group.name }, value: group.accuracy })),
  ];
}

/** What hooks took, and the scenario's own numbers. */
function ownSamples({ sessions, metrics }: Report): Samples {
  return {
    turnwise_hook_seconds: sessions.hooks.map(({ hook, latency }) => ({
      labels: { hook },
      summary: summaryOf(latency),
    })),
    turnwise_hook_failures: sessions.hooks.map(({ hook, failed }) => ({ labels: { hook }, value: failed })),
    turnwise_metric: Object.entries(metrics).flatMap(([name, metric]) => [
      ...metricSamples(name, '', metric),
      ...Object.entries(metric.groups).flatMap(([group, value]) => metricSamples(name, group, value)),
    ]),
  };
}

function metricSamples(name: string, group: string, value: MetricValue): readonly Sample[] {
  return Object.entries(value).flatMap(([stat, number]) =>
    typeof number === 'number' || number === null ? [{ labels: { name, group, stat }, value: number }] : [],
  );
}

function deliverySamples(delivery: NonNullable<Report['delivery']>): Samples {
  const { missing, duplicates, leaks, phantoms, outOfOrder, reach } = delivery;
  return {
    turnwise_delivery_reach_ratio: [
      { labels: { bound: 'least' }, value: reach.least },
      { labels: { bound: 'most' }, value: reach.most },
    ],
    turnwise_delivery_broadcasts: only(delivery.broadcasts),
    turnwise_delivery_faults: countsBy('fault', {
      missing,
      duplicate: duplicates,
      leak: leaks,
      phantom: phantoms,
      out_of_order: outOfOrder,
    }),
    turnwise_delivery_latency_seconds: seriesOf('series', delivery.latency),
  };
}

function thresholdLabels({ metric, expression, scope }: ReportedThreshold): Record<string, string> {
  const labels = { threshold: `${metric} ${expression}` };
  return scope === null ? labels : { ...labels, by: scope.by, name: scope.name };
}
