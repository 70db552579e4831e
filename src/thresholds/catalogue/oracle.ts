import { metricsOf, scopesBy, type Metric } from '../metric.js';

const everywhere = { scopes: scopesBy, live: [] } as const;
const soon = { scopes: scopesBy, live: ['run'] } as const;
const whole = { scopes: [], live: [] } as const;

/** How often the server was right. */
export const oracle: readonly Metric[] = [
  ...metricsOf(
    'oracle',
    { unit: 'count', ...soon },
    {
      decided: 'answers that could be decided: only one answer would have been right',
      violations:
        'proven violations; of a phase, group, resource or user: those in which its action is the blamed one',
    },
  ),
  ...metricsOf(
    'oracle',
    { unit: 'share', ...soon },
    {
      accuracy: 'right answers of those that could be decided',
    },
  ),
  ...metricsOf(
    'oracle',
    { unit: 'share', ...everywhere },
    {
      resolution: 'answers that could be decided of those that were accepted or refused',
    },
  ),
  ...metricsOf(
    'oracle',
    { unit: 'count', ...everywhere },
    {
      correct: 'decided answers that were right',
      undecidable: 'answers that could have gone either way',
      trueAccepts: 'accepts that had to be',
      trueRejects: 'refusals that had to be',
      falseAccepts: 'accepts that had to be refusals: over-admission',
      falseRejects: 'refusals that had to be accepts: over-throttling',
      wrongReasons: 'refusals with a reason that cannot be right',
      earlyPromises: 'refusals that said to come back at a time at which there is surely no room yet',
      nearEdge: 'contradictions thinner than the least margin of a proof',
    },
  ),
  ...metricsOf(
    'oracle',
    { unit: 'count', ...whole },
    {
      meetings: 'pairs of answered actions that met on one free key at one instant, where races can be seen',
    },
  ),
  ...metricsOf(
    'oracle.keys',
    { unit: 'count', ...whole },
    {
      valid: 'keys whose answers have an explanation',
      invalid: 'keys whose answers have none',
      unknown: 'keys on which the search gave up',
      vacuous: 'keys on which nothing could be decided',
    },
  ),
];
