import { z } from 'zod';
import type { ServerWatch } from '../live.js';
import { positiveDuration } from '../fields/duration-field.js';
import { strict } from '../fields/strict.js';

/** What is asked of the server about itself while it runs. */
export const watch = strict({
  every: positiveDuration('s').prefault('1s').describe('How often it is asked.'),
  health: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('Path or URL of an endpoint that answers with JSON; its numbers are taken.'),
  process: z
    .boolean()
    .prefault(true)
    .describe(
      "Whether memory and processor time of the server's process are looked at, where turnwise started it.",
    ),
})
  .superRefine(({ health, process }, context) => {
    if (health === undefined && !process)
      context.addIssue({
        code: 'custom',
        message: 'watches nothing: name a `health` endpoint, or leave `process` on',
        params: { onlyAlone: true },
      });
  })
  .describe(
    'What the server says of itself while it runs: memory, processor time, numbers of a health endpoint.',
  );

/** The watch as the rest of the program knows it; `null`: nobody looks. */
export function watchOf(written: z.output<typeof watch> | undefined): ServerWatch | null {
  if (written === undefined) return null;
  return { everyUs: written.every, health: written.health ?? null, process: written.process };
}
