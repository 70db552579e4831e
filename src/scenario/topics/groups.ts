import { z } from 'zod';
import type { ArrivalStage } from '../../plan/plan.js';
import { count } from '../fields/numbers.js';
import { positiveDuration } from '../fields/duration-field.js';
import { rate } from '../fields/rate-field.js';
import { inWords, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';

/** The most kinds and weights together: a draw among them is exact. */
const weightMax = 10_000;

/** The part of the users that a group gets: parts beside the other groups' parts, or a percentage. */
export interface Share {
  readonly parts: number;
  /** Whether it was written as a percentage: then all of them make 100. */
  readonly isPercent: boolean;
}

const share = z
  .union([z.number(), z.string()], {
    error: ({ input }) =>
      `must be a number such as 60, or a percentage such as 60%, but is ${inWords(input)}`,
  })
  .transform((value, context): Share => {
    const text = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*%\s*$/.exec(value)?.[1] : String(value);
    const parts = Number(text ?? NaN);
    if (parts > 0 && Number.isFinite(parts)) return { parts, isPercent: typeof value === 'string' };
    const shown = typeof value === 'string' ? quoted(value) : String(value);
    context.addIssue({ code: 'custom', message: `must be more than 0, such as 60 or 60%, not ${shown}` });
    return z.NEVER;
  }) as unknown as z.ZodType<Share, number | string>;

const stage = strict({
  rate: rate().describe('How many users come, e.g. 5/s.'),
  rampTo: rate().optional().describe('The rate that it goes to, evenly, until the stage ends.'),
  for: positiveDuration('s').describe('How long the stage lasts.'),
});

const weight = z.int().min(1).max(weightMax);

const acts = z
  .union(
    [
      z
        .string()
        .min(1)
        .max(64)
        .transform((kind) => ({ [kind]: 1 })),
      z.record(z.string().min(1).max(64), weight),
    ],
    {
      error: ({ input }) =>
        `must be a kind of action, or kinds with their weights such as {deal: 3, lead: 1}, but is ${inWords(input)}`,
    },
  )
  .refine((kinds) => Object.keys(kinds).length > 0, 'must name at least one kind of action');

const group = strict({
  name: z.string().min(1).max(64).describe('Names the group in phases, reports and histories.'),
  share: share
    .optional()
    .describe('Its part of `users`, beside those of the other groups; 60% is of all of them.'),
  users: count().optional().describe('How many users it has, on top of those that are shared out.'),
  arrivals: z
    .array(stage)
    .min(1)
    .optional()
    .describe('Its users come while the plan runs, stage after stage from its start; they act by `visits`.'),
  acts: acts
    .optional()
    .describe('What its users do, by weight: {deal: 3, lead: 1}; absent: what the phase says.'),
  listens: z.boolean().optional().describe('Its users connect and listen, and never act.'),
  sockets: z.int().min(1).max(100).prefault(1).describe('Connections of each of its users.'),
  transports: z
    .array(z.enum(['websocket', 'polling']))
    .min(1)
    .optional()
    .describe('Socket.IO only: how these users connect, instead of what `transport` says.'),
}).superRefine((written, context) => {
  const ways = ['share', 'users', 'arrivals'].filter(
    (key) => Object.hasOwn(written, key) && Reflect.get(written, key) !== undefined,
  );
  if (ways.length === 1) return;
  const message =
    ways.length === 0
      ? 'must say how many users it has: `share`, `users` or `arrivals`'
      : `must say in one way how many users it has, not by ${ways.map((way) => `\`${way}\``).join(' and ')}`;
  context.addIssue({ code: 'custom', message, params: { onlyAlone: true } });
});

/** Users of several kinds. */
export const groups = z
  .array(group)
  .min(1)
  .max(1000)
  .describe('Users of several kinds, one group behind another; absent: all are alike.');

export type WrittenGroup = z.output<typeof group>;

/** The stages as plans have them. */
export function stagesOf(written: NonNullable<WrittenGroup['arrivals']>): readonly ArrivalStage[] {
  return written.map((each) => ({ forUs: each.for, rate: each.rate, rampTo: each.rampTo ?? null }));
}
