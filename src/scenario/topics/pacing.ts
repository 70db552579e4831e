import { z } from 'zod';
import { defaults } from '../defaults.js';
import { duration, offset, positiveDuration } from '../fields/duration-field.js';
import { count, countMax } from '../fields/numbers.js';
import { margin } from '../fields/margin-field.js';
import { positiveRate, rate } from '../fields/rate-field.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

const roundTrip = 'The longest round trip at which every verdict is still certain.';

const think = tagged(
  {
    constant: duration(),
    uniform: z
      .tuple([duration(), duration()])
      .refine(([from, to]) => from <= to, 'must be written [from, to], the shorter one first'),
    exponential: duration().describe('The mean; most are shorter, a few much longer.'),
  },
  [],
).describe('What each user waits on top of `every` between two of its own actions.');

const stage = strict({
  for: duration('s').describe('How long the stage lasts; `0s` jumps to its level.'),
  rate: rate().optional().describe('The rate it reaches, of all users together.'),
  users: z.int().min(0).max(countMax).optional().describe('How many users it reaches, who take turns.'),
}).superRefine((written, context) => {
  if ((written.rate === undefined) === (written.users === undefined))
    context.addIssue({
      code: 'custom',
      message: 'must have either `rate` or `users`',
      params: { onlyAlone: true },
    });
});

/** A step that is scattered further than to the next one would come behind it. */
function scatteredInside(
  { every, jitter = 0 }: { readonly every: number; readonly jitter?: number | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (jitter > every)
    context.addIssue({
      code: 'custom',
      path: ['jitter'],
      message: "must be at most `every`, or a user's own actions could change places",
    });
}

const fixed = strict({
  every: positiveDuration().describe('One step each time.'),
  spread: z.boolean().prefault(true).describe('Users evenly inside the step, instead of all at once.'),
  jitter: duration().optional().describe('Seeded scatter of the intended times, up to `every`.'),
  think: think.optional(),
}).superRefine(scatteredInside);

const open = strict({
  rate: positiveRate()
    .optional()
    .describe('What all users do together, e.g. 200/s; beside stages by users: what all users would do.'),
  arrivals: z
    .enum(['poisson', 'uniform'])
    .prefault(defaults.open.arrivals)
    .describe('Whether actions arrive independently of each other, as people do, or evenly.'),
  stages: z
    .array(stage)
    .min(1)
    .optional()
    .describe('Levels one after another, from nothing on; they say how long it takes, instead of `steps`.'),
  ramp: z
    .boolean()
    .prefault(true)
    .describe('Whether a stage goes linearly from the level before to its own, or is at its own at once.'),
}).superRefine(({ rate: all, stages }, context) => {
  const fail = (path: (string | number)[], message: string): void =>
    context.addIssue({ code: 'custom', path, message });
  if (stages === undefined) {
    if (all === undefined) fail(['rate'], 'is missing: write a rate such as 200/s, or stages');
    return;
  }
  const byUsers = stages.findIndex((each) => each.users !== undefined && each.rate === undefined);
  if (byUsers >= 0 && all === undefined)
    fail(['stages', byUsers, 'users'], 'needs a `rate` beside the stages: what all users do together');
  if (byUsers < 0 && all !== undefined)
    fail(['rate'], 'is for stages by users; to start from a rate, begin with a stage {for: 0s, rate}');
});

const visits = strict({
  every: positiveDuration().describe('From the arrival to the first action, and from one to the next.'),
  jitter: duration().optional().describe('Seeded scatter of the intended times, up to `every`.'),
}).superRefine(scatteredInside);

/** When they act. */
export const pacing = tagged(
  {
    cooldownAware: strict({
      margin: margin()
        .prefault(defaults.cooldownAware.margin)
        .describe('How much later than legal every action aims.'),
      rejects: z
        .number()
        .min(0)
        .max(0.9)
        .prefault(defaults.cooldownAware.rejects)
        .describe('The share of actions that are planned to be refused.'),
      jitter: duration()
        .prefault(defaults.cooldownAware.jitter)
        .describe('Seeded scatter of the intended times.'),
    }),
    contended: strict({
      rejects: z
        .number()
        .positive()
        .max(0.9)
        .prefault(defaults.contended.rejects)
        .describe('The share of actions that are planned to be refused, kept as exactly as can be.'),
      margin: margin().prefault(defaults.contended.margin).describe(roundTrip),
    }),
    probing: strict({
      offsets: z
        .array(offset())
        .min(1)
        .max(1000)
        .prefault([...defaults.probing.offsets])
        .describe('Where to try, relative to the instant from which the limit accepts again.'),
      margin: margin().prefault(defaults.probing.margin).describe(roundTrip),
    }),
    fixed,
    open,
    barrier: strict({
      every: positiveDuration().optional().describe('From one barrier to the next; absent: a full recovery.'),
      margin: margin()
        .prefault(defaults.barrier.margin)
        .describe('How much longer than a full recovery a key rests between its barriers.'),
      sweep: z
        .array(duration())
        .min(1)
        .max(1000)
        .prefault([...defaults.barrier.sweep])
        .describe('How far apart users act, one distance for each barrier in turn; [0ms]: all at once.'),
      users: count().min(2).optional().describe('How many users meet at each barrier; absent: all of them.'),
    }),
    bursts: strict({
      size: count().describe('Actions in one burst of a user, all on the same resource.'),
      gap: duration().prefault(defaults.bursts.gap).describe('From one of them to the next.'),
      pause: positiveDuration()
        .optional()
        .describe('From the end of a burst to the next; absent: a full recovery and a tenth.'),
    }),
    duels: strict({ margin: margin().prefault(defaults.duels.margin) }),
    visits,
  },
  ['cooldownAware', 'contended', 'probing', 'barrier', 'duels'],
).describe(
  'When they act: cooldownAware, contended, probing, fixed, open, barrier, bursts, duels, or visits.',
);
