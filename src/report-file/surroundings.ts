import { z } from 'zod';
import { latency } from './numbers.js';
import { pooledRaces } from './oracle.js';
import {
  count,
  hostile,
  id,
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

export const connections = z.object({
  attempted: count('connections that were tried'),
  opened: count('connections that opened'),
  failed: count('connections that did not open'),
  dropped: count('open connections that were lost'),
  reconnected: count('connections of users who had one before'),
  bytesIn: z.number().describe('what arrived; bytes'),
  bytesOut: z.number().describe('what left; bytes'),
  errors: z.record(z.string(), z.number()).describe('reasons of failures and losses'),
  missing: z
    .object({
      users: count('users that were not there at the start'),
      actions: count('their actions that never left'),
      first: list(z.object({ user: hostile('who'), why: hostile('why') }), 'the first 1000'),
    })
    .default({ users: 0, actions: 0, first: [] }),
  stranded: z
    .object({
      users: count('users without a connection to the end'),
      actions: count('their actions that never left'),
      sinceUs: usOrNull('when the first of them was gone'),
    })
    .default({ users: 0, actions: 0, sinceUs: null }),
});

const noLatency = {
  count: 0,
  minUs: null,
  meanUs: null,
  p50Us: null,
  p75Us: null,
  p90Us: null,
  p95Us: null,
  p99Us: null,
  p999Us: null,
  maxUs: null,
};

export const harness = z.object({
  health: z.enum(['ok', 'degraded', 'void']),
  because: list(z.string(), 'why it is not ok').default([]),
  lateness: latency,
  releases: latency.default(noLatency),
  eventLoopDelay: latency,
  cpuUs: us('processor time of turnwise'),
  rssBytes: z.number().describe('memory of turnwise; bytes'),
});

export const fault = z.object({
  atUs: us('when it began'),
  untilUs: usOrNull('when it was over'),
  fault: hostile('its kind'),
  text: hostile('in words'),
  users: z.number().nullable().describe('how many users it was made for; null: anybody'),
  names: list(z.string(), 'the first of them').default([]),
});

const reach = {
  expectedLeast: count('deliveries that were due'),
  expectedMost: count('deliveries that may have been due'),
  received: count('of those that may have been, those that came'),
  receivedOfLeast: count('of those that were due, those that came'),
  least: share('at least reached'),
  most: share('at most reached'),
};

const deliveryViolation = z.object({
  kind: z.enum(['missing', 'duplicate', 'leak', 'phantom', 'order']),
  rooms: list(z.string(), 'rooms'),
  receivers: list(z.string(), 'connections, the first 20'),
  receiverCount: count('how many'),
  actions: list(
    z.object({
      id,
      user: hostile('who'),
      resource: hostile('on what'),
      action: textOrNull('what was done'),
      sentAtUs: usOrNull('when it was sent'),
      settledAtUs: usOrNull('when its answer was there'),
      outcome,
    }),
    'the blamed one last',
  ),
  because: hostile('one sentence'),
  atUs: us('when the blamed action was sent'),
});

export const delivery = z.object({
  broadcasts: count('accepted actions that were broadcast'),
  perhaps: count('actions that may have been'),
  receipts: count('broadcasts that arrived'),
  strangers: count('of no action of this run'),
  reach: z.object(reach),
  rooms: list(
    z.object({ room: hostile('the room'), broadcasts: count('broadcasts'), ...reach }),
    'the first 100',
  ),
  missing: count('due and not come'),
  duplicates: count('came again'),
  leaks: count('came to others'),
  phantoms: count('of refused actions'),
  outOfOrder: count('out of order'),
  undecided: count('nobody can tell'),
  latency: z.object({ first: latency, last: latency, spread: latency, each: latency }),
  slowest: list(
    z.object({
      connection: hostile('the connection'),
      receipts: count('how many'),
      p95Us: us('95 of 100'),
      maxUs: us('the longest'),
    }),
    'the five slowest connections',
  ),
  violationCount: count('faults'),
  violations: list(deliveryViolation, 'the first 100'),
  void: textOrNull('why nothing can be said'),
  notes: list(z.string(), 'notes'),
});

export const state = z.object({
  checks: list(
    z.object({
      name: text('its name'),
      kind: z.enum(['number', 'members']),
      readings: count('how often it was read'),
      unread: count('how often it could not be read'),
      unreadBecause: textOrNull('why'),
      keys: count('keys'),
      compared: count('values compared'),
      exact: count('of which only one was right'),
      strangers: count('keys of nobody'),
      doubt: textOrNull('why nothing can be told'),
      violations: count('violations'),
    }),
    'checks',
  ),
  violationCount: count('violations'),
  violations: list(
    z.object({
      check: text('the check'),
      kind: z.enum(['lost-update', 'double-count', 'lost-member', 'phantom-member', 'broken-invariant']),
      key: hostile('the key'),
      member: textOrNull('the member'),
      value: z.number().describe('what was read'),
      least: z.number().describe('the least it could have been'),
      most: z.number().describe('the most it could have been'),
      atUs: us('when it was read'),
      because: hostile('one sentence'),
    }),
    'the first 100',
  ),
});

export const server = z.object({
  samples: count('looks'),
  series: list(
    z.object({
      source: z.enum(['health', 'process']),
      name: hostile('its name'),
      count: count('how many values'),
      first: z.number(),
      last: z.number(),
      min: z.number(),
      max: z.number(),
      trend: z.object({ perMinute: z.number(), least: z.number(), most: z.number() }).nullable(),
      points: list(z.tuple([z.number(), z.number()]).readonly(), 'when, in microseconds, and what'),
    }),
    'numbers over time',
  ),
  processorShare: z.number().nullable().describe('1 is one core; null: nobody knows'),
  growth: list(z.string(), 'what grew on and on'),
});

const verdict = z.enum(['pass', 'fail', 'inconclusive']);

export const comparison = z.object({
  baseline: z.object({
    scenario: text('its scenario'),
    seed: textOrNull('its seed'),
    planHash: textOrNull('its plan'),
    startedAt: text('when it started'),
    verdict,
    turnwise: text('the version'),
  }),
  notes: list(z.string(), 'what keeps the two from being compared'),
  metrics: list(
    z.object({
      metric: text('the name of the number'),
      unit,
      before: z.number().nullable(),
      now: z.number().nullable(),
      beforeInterval: interval('before'),
      nowInterval: interval('now'),
      change: z.enum(['better', 'worse', 'same', 'within-noise', 'changed', 'unknown']),
    }),
    'numbers of both runs',
  ),
});

export const repeats = z.object({
  count: count('plays asked for'),
  plays: list(
    z.object({
      seed: text('its seed'),
      verdict,
      actions: count('sent'),
      decided: count('decided'),
      violations: count('violations'),
      meetings: count('meetings'),
      races: count('races'),
      raceAfter: z.number().nullable(),
      folder: text('its folder'),
    }),
    'the plays',
  ),
  races: pooledRaces,
});
