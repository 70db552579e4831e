import { z } from 'zod';

/** The most users or resources a scenario may ask for: their names are held in memory. */
export const countMax = 1_000_000;

/** How many of something: a whole number from 1. */
export function count(): z.ZodNumber {
  return z.int().min(1).max(countMax);
}

/** A number from 0 to 1, both included. */
export function share(): z.ZodNumber {
  return z.number().min(0).max(1);
}
