import { z } from 'zod';
import { defaults } from '../defaults.js';
import { countMax } from '../fields/numbers.js';
import { quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { pacing } from './pacing.js';
import { strategy } from './strategy.js';

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
  groups: z
    .array(z.string().min(1).max(64))
    .min(1)
    .optional()
    .describe('Only users of these groups act in it; absent: all that act at all.'),
  beside: z.boolean().optional().describe('Whether it starts together with the phase before it.'),
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
    if (list[0]?.beside === true)
      context.addIssue({
        code: 'custom',
        path: [0, 'beside'],
        message: 'is the first phase: there is none before it to be beside',
      });
  })
  .describe(
    'The parts of the plan, one after another unless `beside`, instead of strategy, pacing and steps at the top.',
  );
