import { metricsOf, scopesBy, seriesOf, type Metric } from '../metric.js';

const everywhere = { scopes: scopesBy, live: ['run', ...scopesBy] } as const;
const afterwards = { scopes: scopesBy, live: [] } as const;

/** How many actions there were, and how they ended. */
export const actions: readonly Metric[] = [
  ...metricsOf(
    'actions',
    { unit: 'count', ...afterwards },
    {
      planned: 'actions of the plan; of a phase, group, resource or user: those that the run came to',
    },
  ),
  ...metricsOf(
    'actions',
    { unit: 'count', ...everywhere },
    {
      sent: 'actions that left',
      accepted: 'actions that were accepted',
      rejected: 'actions that were refused',
      errors: 'answers that were neither an accept nor a refusal by the limit',
      unknown: 'actions that were sent and not answered in time',
      dropped: 'actions that never left, for want of a connection or of time',
    },
  ),
  ...metricsOf(
    'actions',
    { unit: 'share', ...everywhere },
    {
      acceptedShare: 'accepted of those sent',
      rejectedShare: 'refused of those sent',
      errorShare: 'answered with an error of those sent',
      unknownShare: 'not answered of those sent',
      droppedShare: 'never left of those planned',
    },
  ),
  ...metricsOf(
    'actions',
    { unit: 'perSecond', ...afterwards },
    {
      sentPerSecond:
        'sends less one, over the time from the first send to the last; undefined below a second',
      acceptedPerSecond: 'sentPerSecond times acceptedShare',
      rejectedPerSecond: 'sentPerSecond times rejectedShare',
      sentPerSecondMin:
        'sends in the whole second with the fewest; seconds count from the first send to the last',
      sentPerSecondMax: 'sends in the whole second with the most',
      acceptedPerSecondMin: 'accepts that arrived in the whole second with the fewest',
      acceptedPerSecondMax: 'accepts that arrived in the whole second with the most',
      rejectedPerSecondMin: 'refusals that arrived in the whole second with the fewest',
      rejectedPerSecondMax: 'refusals that arrived in the whole second with the most',
    },
  ),
];

/** How long answers took. */
export const latency: readonly Metric[] = [
  ...seriesOf('latency.response', 'from the planned instant to the answer', everywhere),
  ...seriesOf('latency.service', 'from the send to the answer', everywhere),
  ...seriesOf('latency.accepted', 'from the planned instant to an accept', everywhere),
  ...seriesOf('latency.rejected', 'from the planned instant to a refusal', everywhere),
  ...seriesOf('latency.connect', 'from the start of a connection to its being open', {
    scopes: [],
    live: [],
  }),
];
