import { z } from 'zod';
import { defaults } from '../defaults.js';
import { duration, positiveDuration } from '../fields/duration-field.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

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
