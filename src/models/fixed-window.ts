import type { KeyField } from '../history/action.js';
import { checkedCount, checkedFields, checkedUs, durationText, perText } from './checked.js';
import type { Driver } from './driver.js';
import type { Model } from './model.js';

/** The settings of a fixed window, as they are stored with a run. */
export interface FixedWindowParameters {
  readonly per: readonly KeyField[];
  /** How many accepts fit into one window. */
  readonly limit: number;
  readonly windowUs: number;
  /** `first`: a window begins with the first attempt in it. `epoch`: windows follow each other by a clock. */
  readonly anchor?: 'first' | 'epoch';
  /** Where windows follow a clock: when one of them begins, on the run's clock; absent: nobody knows. */
  readonly originUs?: number;
  /** Whether refused attempts use up the window as well. Matters only where attempts cost more than 1. */
  readonly countRejected?: boolean;
  /** What puts off the end of a window that begins with its first attempt. */
  readonly refresh?: 'never' | 'accept' | 'attempt';
}

/** The window the key is in, and how much of it is used; `null`: none. */
export type FixedWindowState = { readonly fromUs: number; readonly count: number } | null;

/**
 * At most `limit` accepts in a window; the next window starts from nothing, so that twice as many may
 * come close together around its edge. What counters with an expiry do (`INCR` and `EXPIRE`).
 * @throws RangeError for an unknown or repeated field, a number that is no positive integer, or a
 *   refresh of windows that follow a clock.
 */
export function fixedWindow(given: FixedWindowParameters): Model<FixedWindowState> {
  const { per, limit, windowUs, anchor = 'first', countRejected = false, refresh = 'never' } = given;
  const key = checkedFields(per);
  checkedCount(limit, 'the limit of a fixed window');
  checkedUs(windowUs, 'a fixed window');
  if (anchor === 'epoch' && refresh !== 'never')
    throw new RangeError(`windows that follow a clock cannot be refreshed by '${refresh}'`);
  const originUs = anchor === 'epoch' ? (given.originUs ?? 0) : null;
  return {
    name: 'fixedWindow',
    per: key,
    driver: driverOf(given, anchor, refresh),
    parameters: { ...given, per: key },
    describe: `${limit} in a window of ${durationText(windowUs)} ${manner[anchor === 'epoch' ? 'epoch' : refresh]} ${perText(key)}`,
    recoveryUs: windowUs,
    spacingUs: refresh === 'never' ? Math.ceil(windowUs / limit) : windowUs,
    init: () => null,
    decide(state, { cost }, atUs) {
      const isOver = state === null || atUs - state.fromUs >= windowUs;
      const beginUs = originUs === null ? atUs : startOfCell(atUs, originUs, windowUs);
      const { fromUs, count } = isOver ? { fromUs: beginUs, count: 0 } : state;
      const accepts = count + cost <= limit;
      const puttingOff = refresh === 'attempt' || (refresh === 'accept' && accepts);
      const counts = accepts || countRejected;
      if (!counts && !puttingOff) return { accepts, next: isOver ? null : state };
      return { accepts, next: { fromUs: puttingOff ? atUs : fromUs, count: count + (counts ? cost : 0) } };
    },
  };
}

const manner = {
  epoch: 'by the clock,',
  never: 'from its first attempt on,',
  accept: 'from its last accept on,',
  attempt: 'from its last attempt on,',
} as const;

function startOfCell(atUs: number, originUs: number, windowUs: number): number {
  return originUs + Math.floor((atUs - originUs) / windowUs) * windowUs;
}

function driverOf(
  { limit, windowUs, originUs }: FixedWindowParameters,
  anchor: 'first' | 'epoch',
  refresh: 'never' | 'accept' | 'attempt',
): Driver {
  if (anchor === 'epoch')
    return { kind: 'phases', counter: 'fixed', limit, windowUs, originUs: originUs ?? null };
  if (refresh === 'attempt') return { kind: 'restarting', limit, windowUs };
  return { kind: 'zones', limiter: { kind: 'window', limit, windowUs, refresh } };
}
