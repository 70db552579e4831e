import type { Asked } from '../thresholds/catalogue.js';
import type { MetricValue } from './numbers.js';
import { stateDoubts } from './state-verdict.js';
import { found, shareOf, statOf, type Found, type ThresholdFacts } from './threshold-facts.js';
import { actionNumberOf, emptyText, oracleNumberOf, rateNumber } from './threshold-rows.js';

/** The number of the whole run that a metric asks for, or why there is none. */
export function numberOf({ metric, pattern, own }: Asked, facts: ThresholdFacts): Found {
  const [room = '', ...parts] = metric.name.split('.');
  const [first = ''] = parts;
  const stat = parts.at(-1) ?? '';
  switch (room) {
    case 'actions':
      return (
        actionNumberOf(facts.actions as unknown as Readonly<Record<string, number>>, first) ??
        rateNumber(allRows(facts), first)
      );
    case 'oracle':
      return oracleOf(facts, parts);
    case 'latency':
      return latencyOf(facts, first, stat);
    case 'connections':
      return connectionOf(facts, first);
    case 'delivery':
      return deliveryOf(facts, parts);
    case 'state':
      return stateOf(facts, first);
    case 'harness':
      return harnessOf(facts, first, stat);
    case 'server':
      return serverOf(facts, pattern, own, stat);
    case 'hooks':
      return hookOf(facts, own ?? '', stat);
    default:
      return ownOf(facts, own ?? '', stat, null);
  }
}

function allRows({ history, verdict }: ThresholdFacts) {
  return { history, verdict, rows: Int32Array.from({ length: history.length }, (_, row) => row) };
}

function oracleOf({ oracle, actions }: ThresholdFacts, [name = '', key]: readonly string[]): Found {
  if (name === 'keys')
    return found((oracle.keys as unknown as Readonly<Record<string, number>>)[key ?? ''], '');
  if (name === 'meetings') return found(oracle.meetings, '');
  const { decided, correct, undecidable, trueAccepts, trueRejects } = oracle;
  const { falseAccepts, falseRejects, wrongReasons, earlyPromises, nearEdge } = oracle;
  const answered = actions.accepted + actions.rejected;
  const judged = { decided, correct, answered, undecidable, trueAccepts, trueRejects };
  const wrong = { falseAccepts, falseRejects, wrongReasons, earlyPromises, nearEdge };
  return oracleNumberOf({ ...judged, ...wrong, violations: oracle.violationCount }, name);
}

function latencyOf({ latency, connections }: ThresholdFacts, series: string, stat: string): Found {
  if (series === 'connect' && connections.attempted === 0) return { why: noConnections };
  return statOf(latency[series as keyof typeof latency], stat, emptyText(series));
}

const noConnections = 'no connection is in what was recorded';

function connectionOf({ connections, actions }: ThresholdFacts, name: string): Found {
  const { attempted, opened, missing, stranded, bytesIn, bytesOut } = connections;
  if (name === 'bytesIn' || name === 'bytesOut') {
    const isCounted = bytesIn + bytesOut > 0 || actions.sent === 0;
    return found(isCounted ? connections[name] : null, 'nobody counted bytes');
  }
  if (attempted === 0) return { why: noConnections };
  if (name === 'successRate') return shareOf(opened, attempted, noConnections);
  if (name === 'missing') return found(missing.users, '');
  if (name === 'stranded') return found(stranded.users, '');
  return found((connections as unknown as Readonly<Record<string, number>>)[name], '');
}

function deliveryOf(
  { delivery }: ThresholdFacts,
  [name = '', series = '', stat = '']: readonly string[],
): Found {
  if (delivery === null) return { why: 'nobody looked at broadcasts, see `delivery` of a scenario' };
  if (delivery.void !== null) return { why: delivery.void };
  if (name === 'latency')
    return statOf(delivery.latency[series as keyof typeof delivery.latency], stat, 'no broadcast arrived');
  if (name === 'reach') {
    const { least, most } = delivery.reach;
    return least === null || most === null ? { why: 'nobody was surely due a broadcast' } : { least, most };
  }
  if (name === 'violations') return found(delivery.violationCount, '');
  return found((delivery as unknown as Readonly<Record<string, number>>)[name], '');
}

function stateOf({ state }: ThresholdFacts, name: string): Found {
  if (state === null) return { why: 'nobody asked for the state of the server, see `state` of a scenario' };
  if (name === 'violations') {
    const [doubt] = stateDoubts(state);
    return found(doubt === undefined || state.violationCount > 0 ? state.violationCount : null, doubt ?? '');
  }
  return found(
    state.checks.reduce(
      (sum, check) => sum + (check as unknown as Readonly<Record<string, number>>)[name],
      0,
    ),
    '',
  );
}

function harnessOf({ harness }: ThresholdFacts, name: string, stat: string): Found {
  const nobody = 'nobody looked at turnwise itself';
  if (name === 'cpu') return found(harness.cpuUs === 0 ? null : harness.cpuUs, nobody);
  if (name === 'rss') return found(harness.rssBytes === 0 ? null : harness.rssBytes, nobody);
  if (name === 'eventLoopDelay' && harness.eventLoopDelay.count === 0) return { why: nobody };
  const why =
    name === 'releases' ? 'no two actions were planned for one instant on one key' : 'nothing was sent';
  return statOf(harness[name as 'lateness' | 'releases' | 'eventLoopDelay'], stat, why);
}

function serverOf({ server }: ThresholdFacts, pattern: string, own: string | null, stat: string): Found {
  if (server === null) return { why: 'nobody looked at the server, see `watch` of a scenario' };
  if (pattern === 'server.samples') return found(server.samples, '');
  if (pattern === 'server.growths') return found(server.growth.length, '');
  if (pattern === 'server.processorShare')
    return found(server.processorShare, 'nobody knows the processor time of the server');
  const [source, name] = own === null ? ['process', 'rssBytes'] : ['health', own];
  const series = server.series.find((each) => each.source === source && each.name === name);
  if (series === undefined)
    return {
      why:
        own === null
          ? 'nobody saw the memory of the server'
          : `the health endpoint gave no number \`${own}\``,
    };
  if (stat === 'growth') return found(series.last - series.first, '');
  return found(series[stat as 'first' | 'last' | 'min' | 'max'], '');
}

function hookOf({ sessions }: ThresholdFacts, name: string, stat: string): Found {
  const hook = sessions.hooks.find((each) => each.hook === name);
  if (hook === undefined) return { why: `no hook \`${name}\` was run` };
  if (stat === 'failed') return found(hook.failed, '');
  if (stat === 'blocked') return found(hook.blocked.times, '');
  return statOf(hook.latency, stat, `the hook \`${name}\` never went well`);
}

/** A number of the scenario's own, of all users or of those of a group. */
export function ownOf({ metrics }: ThresholdFacts, name: string, stat: string, group: string | null): Found {
  const all = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
  if (all === undefined) return { why: `no metric \`${name}\` was measured` };
  const value: MetricValue | undefined =
    group === null ? all : Object.hasOwn(all.groups, group) ? all.groups[group] : undefined;
  if (value === undefined) return { why: `no metric \`${name}\` was measured in group ${group}` };
  return found(
    (value as unknown as Readonly<Record<string, number | null>>)[stat],
    `\`${name}\` is a ${value.kind}, which has no \`${stat}\``,
  );
}
