import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';

/**
 * Why the recorded times cannot be trusted; `null` when they can. A late generator only widens
 * windows, but a clock that jumped, or clocks of which nobody knows how far they are apart, make
 * windows that the server's decision may lie outside of.
 */
export function distrustOf(
  history: History,
  assumptions: Assumptions,
  severalMachines: boolean,
): string | null {
  for (const event of history.events) if (event.kind === 'clock-untrusted') return event.reason;
  if (severalMachines && assumptions.offsetBoundUs === 0)
    return 'the times come from several machines, and no bound on the offset between their clocks is given';
  return null;
}
