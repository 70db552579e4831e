import { z } from 'zod';
import { expressionOf, liveFlaw, type Expression } from '../../thresholds/expression.js';
import { scopesBy, type Metric } from '../../thresholds/metric.js';
import type { Threshold, ThresholdScope } from '../../thresholds/threshold.js';
import { duration } from '../fields/duration-field.js';
import { oneOf } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { fillTemplate } from '../fill.js';

const expression = z
  .string({
    error: ({ input }) =>
      input === undefined ? 'is missing' : 'must be text such as `oracle.accuracy >= 0.999`',
  })
  .max(500)
  .transform((text, context): Expression => {
    try {
      return expressionOf(text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

const whose = (of: string) => z.string().min(1).optional().describe(`Only of this ${of}.`);

/** A demand with whose number it is, as a map. */
export const record = strict({
  expect: expression.describe(
    'What is demanded of which number: `METRIC OP NUMBER`, or `METRIC in [LEAST, MOST]`.',
  ),
  group: whose('group'),
  phase: whose('phase'),
  resource: whose('resource'),
  user: whose('user'),
  each: z.enum(scopesBy).optional().describe('Of each of them; the worst one counts.'),
  abortOnFail: z.boolean().prefault(false).describe('Stop the run as soon as it can hold no more.'),
  after: duration('s').optional().describe('Not before so long into the run.'),
}).superRefine((written, context) => {
  const complain = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  const { expect, abortOnFail, after } = written;
  const named = scopesBy.filter((by) => written[by] !== undefined);
  const [first, second = written.each === undefined ? undefined : 'each'] = named;
  if (first !== undefined && second !== undefined)
    complain(
      second,
      `has no place beside \`${first}\`: a number is asked of one ${oneOf(scopesBy)}, or of each`,
    );
  const by = first ?? written.each;
  const { metric } = expect.asked;
  if (by !== undefined && !metric.scopes.includes(by)) complain(first ?? 'each', unscoped(metric, by));
  else if (abortOnFail) {
    const flaw = liveFlaw(metric, by ?? 'run');
    if (flaw !== null) complain('abortOnFail', flaw);
  }
  if (after !== undefined && !abortOnFail)
    complain('after', 'says from when on it may stop the run: it needs `abortOnFail: true`');
});

function unscoped({ name, scopes }: Metric, by: string): string {
  const can = scopes.length === 0 ? 'of the whole run only' : `per ${oneOf(scopes)}`;
  return `cannot be: ${name} is not known per ${by}; it is known ${can}`;
}

/** What is demanded of the numbers of a run. */
export const thresholds = z
  .array(
    z.union([expression, record], {
      error: ({ input }) =>
        typeof input === 'string' || (typeof input === 'object' && input !== null)
          ? undefined
          : 'must be text such as `oracle.accuracy >= 0.999`, or a map with `expect`',
    }),
  )
  .max(200)
  .describe(
    'What is demanded of the numbers of a run: texts such as `latency.accepted.p95 < 200ms`, or maps with `expect`, whose number it is, and `abortOnFail`.',
  );

/** Thresholds as the rest of the program knows them; names that the run makes are filled in. */
export function thresholdsOf(
  written: z.output<typeof thresholds> | undefined,
  run: string,
): readonly Threshold[] {
  return (written ?? []).map((each) => {
    if (!('expect' in each)) return made(each, null, null);
    const { expect, abortOnFail, after } = each;
    return made(expect, scopeOf(each, run), abortOnFail ? (after ?? 0) : null);
  });
}

function made(
  { text, metric, expression: demanded, demand }: Expression,
  scope: ThresholdScope | null,
  abortAfterUs: number | null,
): Threshold {
  return { text, metric, expression: demanded, demand, scope, abortAfterUs };
}

function scopeOf(written: z.output<typeof record>, run: string): ThresholdScope | null {
  if (written.each !== undefined) return { by: written.each, name: null };
  const by = scopesBy.find((each) => written[each] !== undefined);
  return by === undefined ? null : { by, name: fillTemplate(written[by] ?? '', { run }) };
}
