import { z } from 'zod';
import type { Report } from '../report/report.js';
import {
  counts,
  curves,
  group,
  latency,
  metric,
  reasonCount,
  sessions,
  slice,
  threshold,
} from './numbers.js';
import { oracle } from './oracle.js';
import { count, list, text, textOrNull, us } from './parts.js';
import { comparison, connections, delivery, fault, harness, repeats, server, state } from './surroundings.js';

/**
 * A report of version 1. What turnwise has added since the first of them has a default, which says that nothing is
 * known of it: a report of last month is read as one of today. Keys stand in the order in which reports have them.
 */
export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  reasons: list(z.string(), 'why'),
  doubts: list(z.string(), 'why the run cannot say that its model was obeyed').exactOptional(),
  next: list(z.string(), 'what to do next').default([]),
  notes: list(z.string(), 'what must be known before the numbers are believed').default([]),
  command: text('what repeats the run; secrets are taken out'),
  environment: z.object({
    zeroAt: textOrNull('the wall time that times count from; ISO 8601').default(null),
    turnwise: text('the version of turnwise'),
    node: text('the version of Node'),
    os: text('the system'),
    startedAt: text('when the run started; ISO 8601'),
  }),
  scenario: z.object({ name: text('its name'), hash: text('of its text') }),
  seed: textOrNull('the seed'),
  plan: z.object({
    hash: textOrNull('of the plan'),
    users: count('users'),
    resources: count('resources'),
    actions: count('actions'),
    durationUs: us('how long it takes'),
  }),
  actions: counts,
  actionReasons: list(reasonCount, 'the 20 most frequent reasons').default([]),
  oracle,
  latency: z.object({
    response: latency,
    service: latency,
    accepted: latency,
    rejected: latency,
    connect: latency,
  }),
  percentiles: curves,
  connections,
  harness,
  delivery: delivery.nullable().default(null).describe('what arrived of broadcasts; null: nobody looked'),
  state: state.nullable().default(null).describe("the server's state; null: nobody asked"),
  server: server.nullable().default(null).describe('what was seen of the server; null: nobody looked'),
  metrics: z.record(z.string(), metric).default({}).describe("numbers of the scenario's own"),
  sessions,
  interrupted: z.boolean().default(false).describe('whether it was stopped before its plan had ended'),
  thresholds: list(threshold, 'what was demanded of the numbers'),
  faultCount: count('trouble that the run made').default(0),
  faults: list(fault, 'the first 100').default([]),
  perResource: list(group, 'by resource'),
  perUser: list(group, 'by user'),
  perGroup: list(group, 'by group'),
  perPhase: list(group, 'by phase'),
  timeline: list(slice, 'slices of time'),
  comparison: comparison.exactOptional().describe('how it differs from an earlier run'),
  repeats: repeats.exactOptional().describe('the plays of a repeated run'),
});

/** What the schema reads is a report, and every report is what it reads: the compiler refuses anything else. */
type Same<A, B> = A extends B ? (B extends A ? true : never) : never;
export const isReport: Same<z.output<typeof reportSchema>, Report> = true;

/** The JSON Schema of reports: what `report.json` holds. */
export function reportJsonSchema(): Record<string, unknown> {
  return { title: 'turnwise report', description: 'report.json, version 1', ...z.toJSONSchema(reportSchema) };
}
