import { metricsOf, seriesOf, type Metric } from '../metric.js';

const whole = { scopes: [], live: [] } as const;
const soon = { scopes: [], live: ['run'] } as const;

/** What became of connections. */
export const connections: readonly Metric[] = [
  ...metricsOf(
    'connections',
    { unit: 'count', ...soon },
    {
      attempted: 'connections that were tried',
      opened: 'connections that opened',
      failed: 'connections that did not open',
      dropped: 'open connections that were lost',
      reconnected: 'connections of users who had one before',
    },
  ),
  ...metricsOf('connections', { unit: 'share', ...whole }, { successRate: 'opened of those attempted' }),
  ...metricsOf(
    'connections',
    { unit: 'count', ...whole },
    {
      missing: 'users that were not connected when the first phase started',
      stranded: 'users that were without a connection to the end',
    },
  ),
  ...metricsOf(
    'connections',
    { unit: 'bytes', ...whole },
    {
      bytesIn: 'bytes that arrived on all connections',
      bytesOut: 'bytes that left on all connections',
    },
  ),
];

/** What arrived of what was broadcast. */
export const delivery: readonly Metric[] = [
  ...metricsOf(
    'delivery',
    { unit: 'share', ...whole },
    {
      reach:
        'deliveries that came of those that were due; where nobody knows who was a member, it must hold for every share it may be',
    },
  ),
  ...metricsOf(
    'delivery',
    { unit: 'count', ...whole },
    {
      broadcasts: 'accepted actions that were broadcast',
      receipts: 'broadcasts that arrived, copies among them',
      missing: 'deliveries that were due and did not come',
      duplicates: 'deliveries that came again',
      leaks: 'deliveries to connections outside the room',
      phantoms: 'deliveries of actions that were refused',
      outOfOrder: 'deliveries in an order that was promised not to be',
      undecided: 'deliveries that did not come, and nobody can tell whether they had to',
      violations: 'proven faults, one for each action and kind',
    },
  ),
  ...seriesOf('delivery.latency.first', 'from the send until the first got it', whole),
  ...seriesOf('delivery.latency.last', 'from the send until the last got it', whole),
  ...seriesOf('delivery.latency.spread', 'between the first that got it and the last', whole),
  ...seriesOf('delivery.latency.each', 'from the send to each receipt', whole),
];

/** What the server's state said of what it had accepted. */
export const state: readonly Metric[] = metricsOf(
  'state',
  { unit: 'count', ...whole },
  {
    violations: 'keys, or members, whose state contradicts what was accepted',
    readings: 'times the state was read',
    unread: 'times the state could not be read',
    compared: 'values that were held against what was accepted',
  },
);

/** How fit the generator was to measure. */
export const harness: readonly Metric[] = [
  ...seriesOf('harness.lateness', 'from the planned instant to the send', soon),
  ...seriesOf('harness.releases', 'between actions that were planned for one instant on one key', whole),
  ...seriesOf('harness.eventLoopDelay', 'how long the event loop of turnwise was held up', whole),
  ...metricsOf('harness', { unit: 'us', ...whole }, { cpu: 'processor time of turnwise itself' }),
  ...metricsOf('harness', { unit: 'bytes', ...whole }, { rss: 'memory of turnwise itself' }),
];

const courseStats = {
  first: 'when it was looked at first',
  last: 'when it was looked at last',
  min: 'the least that was seen',
  max: 'the most that was seen',
  growth: 'the last less the first',
} as const;

function coursesOf(lead: string, of: string, unit: 'bytes' | 'number'): readonly Metric[] {
  const lines = Object.entries(courseStats).map(([stat, words]) => [stat, `${of}: ${words}`]);
  return metricsOf(lead, { unit, ...whole }, Object.fromEntries(lines) as Record<string, string>);
}

/** What was seen of the server itself. */
export const server: readonly Metric[] = [
  ...metricsOf(
    'server',
    { unit: 'count', ...whole },
    {
      samples: 'looks at the server that told something',
      growths: 'numbers of the server that grew on and on',
    },
  ),
  ...metricsOf(
    'server',
    { unit: 'number', ...whole },
    {
      processorShare:
        "processor time of the server's processes over the time that was looked at; 1 is one core",
    },
  ),
  ...coursesOf('server.process.rssBytes', "memory of the server's processes", 'bytes'),
  ...coursesOf('server.health.NAME', 'a number of the health endpoint', 'number'),
];

const sums = { sum: 'what was counted' } as const;
const trends = {
  min: 'the least',
  mean: 'the mean',
  p50: 'half of them are at most so much',
  p90: '90 of 100 are at most so much',
  p95: '95 of 100 are at most so much',
  p99: '99 of 100 are at most so much',
  max: 'the most',
} as const;
const ofGroups = { scopes: ['group'], live: [] } as const;

/** Numbers of a scenario's own, and its hooks. */
export const own: readonly Metric[] = [
  ...seriesOf('hooks.NAME', 'how long a hook took where it went well', whole),
  ...metricsOf(
    'hooks.NAME',
    { unit: 'count', ...whole },
    {
      failed: 'times a hook failed',
      blocked: 'times a hook kept the event loop to itself',
    },
  ),
  ...metricsOf('metrics.NAME', { unit: 'number', ...ofGroups }, { ...sums, ...trends }),
  ...metricsOf(
    'metrics.NAME',
    { unit: 'count', ...ofGroups },
    {
      count: 'how often a rate or trend was measured',
      times: 'how often a rate was so',
    },
  ),
  ...metricsOf(
    'metrics.NAME',
    { unit: 'share', ...ofGroups },
    { share: 'how often a rate was so, of all times' },
  ),
];
