import { z } from 'zod';
import {
  bytes,
  count,
  hostile,
  interval,
  list,
  outcome,
  share,
  text,
  textOrNull,
  unit,
  us,
  usOrNull,
} from './parts.js';

/** A series of durations. */
export const latency = z
  .object({
    count: count('how many durations were recorded'),
    minUs: usOrNull('the shortest'),
    meanUs: usOrNull('the mean'),
    p50Us: usOrNull('half were at most so long'),
    p75Us: usOrNull('75 of 100 were at most so long'),
    p90Us: usOrNull('90 of 100 were at most so long'),
    p95Us: usOrNull('95 of 100 were at most so long'),
    p99Us: usOrNull('99 of 100 were at most so long'),
    p999Us: usOrNull('999 of 1000 were at most so long'),
    maxUs: usOrNull('the longest'),
  })
  .describe('a series of durations, in microseconds');

const percentiles = list(
  z.object({ percent: z.number().min(0).max(100).describe('percent'), us: us('at most so long') }),
  'a percentile curve: rises in both; empty where nothing was recorded',
);

/** Curves of the four series of answers. */
export const curves = z
  .object({ response: percentiles, service: percentiles, accepted: percentiles, rejected: percentiles })
  .default({ response: [], service: [], accepted: [], rejected: [] })
  .describe('the series of answers as curves');

const tallies = {
  planned: count('actions of the plan'),
  sent: count('actions that left'),
  accepted: count('actions that were accepted'),
  rejected: count('actions that were refused'),
  errors: count('answers that say nothing of the limit'),
  unknown: count('actions that were sent and not answered'),
  dropped: count('actions that never left'),
};

export const counts = z.object(tallies).describe('how many actions there were, and how they ended');

export const reasonCount = z.object({ outcome, reason: hostile('the reason'), count: count('how often') });

/** What is told of each resource, user, group or phase. */
export const group = z.object({
  name: hostile('whose numbers these are'),
  ...tallies,
  decided: count('answers that could be decided'),
  correct: count('those that were right'),
  accuracy: share('correct of decided'),
  accuracyInterval: interval('accuracy'),
  resolution: share('decided of those answered'),
  falseAccepts: count('accepts that should have been refusals'),
  falseRejects: count('refusals that should have been accepts'),
  wrongReasons: count('refusals with a wrong reason'),
  p50Us: usOrNull('half of the response times').default(null),
  p95Us: usOrNull('95 of 100 response times').default(null),
  p99Us: usOrNull('99 of 100 response times').default(null),
});

/** A slice of time. */
export const slice = z.object({
  atUs: us('when it begins'),
  sent: count('sends in it'),
  accepted: count('accepts that arrived in it'),
  rejected: count('refusals that arrived in it'),
  unknown: count('of its sends, those never answered'),
  p50Us: usOrNull('half of the response times').default(null),
  p99Us: usOrNull('99 of 100 response times'),
  latenessP99Us: usOrNull('how late 99 of 100 sends were at most').default(null),
  connected: z.int().nonnegative().nullable().default(null).describe('connections open at its end'),
  bytesIn: bytes('what arrived in it').default(null),
  bytesOut: bytes('what left in it').default(null),
});

const scope = z.object({
  by: z.enum(['group', 'phase', 'resource', 'user']).describe('of whom'),
  name: hostile('its name'),
  each: z.boolean().describe('whether it is the worst of all'),
});

/** A demand on a number. */
export const threshold = z.object({
  metric: text('the name of the number'),
  expression: text('what is demanded of it'),
  unit: unit.default('number'),
  abortedAtUs: usOrNull('when it stopped the run').default(null),
  scope: scope.nullable().default(null).describe('whose number it is; null: that of the whole run'),
  actual: z.number().nullable().describe('what the number was, in its unit; null: undefined'),
  ok: z.boolean().nullable().describe('whether it holds; null: undefined'),
  why: textOrNull('why the number is undefined').default(null),
});

const measured = {
  counter: z.object({ kind: z.literal('counter'), sum: z.number().describe('the sum') }),
  rate: z.object({
    kind: z.literal('rate'),
    count: count('how often it was asked'),
    times: count('how often it was so'),
    share: share('times of count'),
  }),
  trend: z.object({
    kind: z.literal('trend'),
    count: count('how many values'),
    min: z.number(),
    mean: z.number(),
    p50: z.number(),
    p90: z.number(),
    p95: z.number(),
    p99: z.number(),
    max: z.number(),
  }),
};

const groups = z
  .record(z.string(), z.discriminatedUnion('kind', [measured.counter, measured.rate, measured.trend]))
  .describe('the same by group');

/** A number of the scenario's own. */
export const metric = z.discriminatedUnion('kind', [
  measured.counter.extend({ groups }),
  measured.rate.extend({ groups }),
  measured.trend.extend({ groups }),
]);

/** What users did around acting. */
export const sessions = z
  .object({
    hooks: list(
      z.object({
        hook: hostile('its name'),
        latency,
        failed: count('how often it failed'),
        reasons: z.record(z.string(), z.number()).describe('why, the 10 most frequent'),
        blocked: z.object({ times: count('how often'), longestUs: usOrNull('the longest') }),
      }),
      'hooks of sessions',
    ),
    connectsPerSecond: z.object({ peak: z.number().nullable(), mean: z.number().nullable() }),
  })
  .default({ hooks: [], connectsPerSecond: { peak: null, mean: null } });
