import type { z } from 'zod';
import { duration, type DurationInput } from './duration-field.js';

/** A margin: a duration, or `auto`, in whose place the measured one has been put before this is asked. */
export function margin(): z.ZodType<number, DurationInput | 'auto'> {
  return duration();
}
