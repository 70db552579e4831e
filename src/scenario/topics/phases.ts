import { z } from 'zod';
import type { Strategy } from '../../plan/strategy.js';
import { defaults } from '../defaults.js';
import { duration, positiveDuration } from '../fields/duration-field.js';
import { countMax } from '../fields/numbers.js';
import { hasFunctions, orCode } from '../fields/or-code.js';
import { quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

/** Who acts on what. */
export const strategy = orCode(
  tagged(
    {
      'round-robin': strict({
        stride: z.int().optional().describe('How many resources a user moves on per step; 1 when absent.'),
        offset: z.int().optional().describe('Where user 0 starts; 0 when absent.'),
      }),
      stampede: strict({}),
      dedicated: strict({}),
    },
    ['round-robin', 'stampede', 'dedicated'],
  ),
  (value): value is Strategy => hasFunctions(value, ['resourceOf']),
).describe('Who acts on what: round-robin, stampede or dedicated.');

/** When they act. */
export const pacing = tagged(
  {
    cooldownAware: strict({
      margin: duration()
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
    fixed: strict({
      every: positiveDuration().describe('One step each time.'),
      spread: z.boolean().prefault(true).describe('Users evenly inside the step, instead of all at once.'),
    }),
    duels: strict({ margin: duration().prefault(defaults.duels.margin) }),
  },
  ['cooldownAware', 'duels'],
).describe('When they act: cooldownAware, fixed or duels.');

export const steps = z.int().min(1).max(countMax).describe('Steps of each user; of duels, their number.');

const phase = strict({
  name: z.string().min(1).max(64).optional(),
  strategy: strategy.prefault(defaults.strategy),
  pacing: pacing.prefault(defaults.pacing),
  steps: steps.prefault(defaults.steps),
  acts: z
    .array(z.string().min(1).max(64))
    .min(1)
    .optional()
    .describe(
      'Kinds of actions that each user does in turn, e.g. [acquire, release]; absent: the one kind `act`.',
    ),
});

/** The parts of the plan, one after another. */
export const phases = z
  .array(phase)
  .min(1)
  .superRefine((list, context) => {
    const names = list.map((each) => each.name);
    for (const [index, name] of names.entries())
      if (name !== undefined && names.indexOf(name) !== index)
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `repeats the phase name ${quoted(name)}`,
        });
  })
  .describe('The parts of the plan, one after another, instead of strategy, pacing and steps at the top.');
