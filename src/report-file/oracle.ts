import { z } from 'zod';
import {
  count,
  explained,
  hostile,
  id,
  interval,
  list,
  share,
  text,
  textOrNull,
  us,
  usOrNull,
} from './parts.js';

const action = z.object({
  id,
  user: hostile('who'),
  resource: hostile('on what'),
  action: textOrNull('what was done, where it is not the usual').default(null),
  connection: textOrNull('on which connection').default(null),
  node: textOrNull('to which node').default(null),
  phase: textOrNull('in which phase').default(null),
  sentAtUs: usOrNull('when it was sent'),
  settledAtUs: usOrNull('when its answer was there'),
  outcome: text('what became of it'),
  reason: textOrNull('why').default(null),
});

const constraint = z.object({
  text: hostile('why'),
  fromUs: us('its beginning'),
  untilUs: usOrNull('its end; null: to the end'),
});

const violation = z.object({
  kind: text('false-accept, false-reject, wrong-reason, no-explanation, early-promise or stale-token'),
  strength: z.enum(['proven', 'near-edge', 'conditional']),
  key: hostile('the key'),
  actions: list(action, 'what proves it, the blamed one last'),
  because: hostile('one sentence'),
  chain: list(z.string(), 'the steps to the contradiction').default([]),
  marginUs: us('how far windows would have to widen for it to prove nothing'),
  constraint: constraint
    .nullable()
    .default(null)
    .describe('the stretch of time in which the blamed answer cannot be right'),
  atUs: usOrNull('when the blamed action was sent, since the start').default(null),
});

const assumptions = z.object({
  tickUs: us('how old the time may be that a server decides by'),
  driftPpm: z.number().describe('how far clocks may differ in rate; parts per million'),
  graceUs: z.object({ early: us('early'), late: us('late') }),
  horizonUs: usOrNull('how long after the send an unanswered action may still run'),
  initial: z.enum(['fresh', 'unknown']),
  exclusive: z.boolean(),
  complete: z.boolean(),
  state: z.enum(['durable', 'perProcess']),
  boundary: z.enum(['inclusive', 'exclusive']),
  minMarginUs: us('thinner proofs are near the edge'),
  resolutionUs: us('how coarse times are'),
  offsetBoundUs: us('how far the clocks of machines may lie apart'),
});

const pooled = {
  meetings: count('meetings at which a race would have been proven'),
  seen: z.boolean(),
  chanceMax: share('upper bound of the chance that a meeting shows one'),
};

/** Races over some plays. */
export const pooledRaces = z.object({
  ...pooled,
  plays: count('plays in which one was seen'),
  firstAfter: z.number().nullable(),
});

const races = z.object({
  ...pooled,
  violations: count('violations among actions that met'),
  firstAfter: z.number().nullable(),
});

const keyResult = z.object({
  key: hostile('the key'),
  history: explained,
  explainedAnswers: count('answers, in order of sending, that still had an explanation').exactOptional(),
});

/** What the judge said. */
export const oracle = z.object({
  model: text('the model in words'),
  assumptions,
  decided: count('answers of which only one would have been right'),
  correct: count('those that were right'),
  accuracy: share('correct of decided'),
  accuracyInterval: interval('accuracy'),
  undecidable: count('answers of which both would have been right'),
  resolution: share('decided of those answered'),
  trueAccepts: count('right accepts'),
  trueRejects: count('right refusals'),
  falseAccepts: count('over-admission'),
  falseRejects: count('over-throttling'),
  wrongReasons: count('refusals with a wrong reason'),
  earlyPromises: count('refusals with a promise that is too early').default(0),
  nearEdge: count('contradictions too thin to be a proof'),
  history: explained,
  marginUs: usOrNull('the largest margin of a proof'),
  keys: z.object({
    valid: count('keys with an explanation'),
    invalid: count('keys without one'),
    unknown: count('keys on which the search gave up'),
    vacuous: count('keys on which nothing was decided'),
    results: list(keyResult, 'the first 10 000'),
  }),
  violationCount: count('proven violations'),
  unproven: z
    .object({ nearEdge: count('near the edge'), conditional: count('conditional') })
    .default({ nearEdge: 0, conditional: 0 }),
  violations: list(violation, 'the first 100, proven ones first'),
  notes: list(z.string(), 'what must be known of the verdict').default([]),
  shown: z
    .object({
      refusesUntilUs: usOrNull('refused at least so long'),
      acceptsFromUs: usOrNull('accepted at most so long'),
    })
    .default({ refusesUntilUs: null, acceptsFromUs: null })
    .describe('what right answers show of the limit'),
  limitUs: usOrNull('the least time between two accepts').default(null),
  per: list(z.string(), 'what the limit is counted on').default([]),
  meetings: count('pairs of actions that met').default(0),
  races: races.default({ meetings: 0, seen: false, chanceMax: null, violations: 0, firstAfter: null }),
});
