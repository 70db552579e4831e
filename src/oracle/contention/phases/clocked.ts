import type { Assumptions } from '../../../models/assumptions.js';
import type { Driver } from '../../../models/driver.js';
import type { Question } from '../search.js';

/** A limit whose windows follow each other by a clock. */
export type Clocked = Extract<Driver, { readonly kind: 'phases' }>;

/**
 * When a window begins on the server's clock, from 0 up to the window's length; `null`: nobody knows.
 * Where a limit accepts only after its length, what comes at the very edge still belongs to the window before.
 */
export function phaseOf({ originUs, windowUs }: Clocked, { boundary }: Assumptions): number | null {
  if (originUs === null) return null;
  const shiftUs = boundary === 'exclusive' ? 1 : 0;
  return (((originUs + shiftUs) % windowUs) + windowUs) % windowUs;
}

/**
 * Where the two clocks agree. A known phase is taken as true at the run's origin, or at the origin it
 * was given with when that is less than a window away; an unknown one is what it is in the middle.
 */
export function agreementOf(
  { actions }: Question,
  { originUs, windowUs }: Clocked,
): { readonly atUs: number; readonly slackUs: number } {
  if (originUs !== null) return { atUs: 0, slackUs: Math.min(Math.abs(originUs), windowUs) };
  if (actions.length === 0) return { atUs: 0, slackUs: 0 };
  const [first] = actions;
  return { atUs: Math.floor((first.startUs + actions[actions.length - 1].startUs) / 2), slackUs: 0 };
}
