import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';

const secondUs = 1_000_000;

/** What of some rows happens how often. */
export type RateOf = 'sent' | 'accepted' | 'rejected';

/**
 * Sends per second from the first send to the last: one less than there are, over the time between. Of accepts and
 * refusals their share of it, so that an answer that takes its time changes nothing. `null` below a second.
 */
export function meanRateOf(history: History, rows: Int32Array, of: RateOf): number | null {
  const span = sendsOf(history, rows);
  if (span === null || span.lastUs - span.firstUs < secondUs) return null;
  const rate = ((span.sent - 1) * secondUs) / (span.lastUs - span.firstUs);
  if (of === 'sent') return rate;
  return (rate * timesOf(history, rows, of).length) / span.sent;
}

/**
 * The fewest and the most in a whole second. Seconds count from the first send; the last one, which the last send
 * lies in, is not whole. Sends count where they left, answers where they arrived. `null` where no second is whole.
 */
export function secondRatesOf(
  history: History,
  rows: Int32Array,
  of: RateOf,
): { readonly min: number; readonly max: number } | null {
  const span = sendsOf(history, rows);
  const seconds = span === null ? 0 : Math.floor((span.lastUs - span.firstUs) / secondUs);
  if (span === null || seconds === 0) return null;
  const counts = new Uint32Array(seconds);
  for (const atUs of timesOf(history, rows, of)) {
    const second = Math.floor((atUs - span.firstUs) / secondUs);
    if (second < seconds) counts[second]++;
  }
  return counts.reduce(({ min, max }, count) => ({ min: Math.min(min, count), max: Math.max(max, count) }), {
    min: Number.POSITIVE_INFINITY,
    max: 0,
  });
}

function sendsOf({ sentAtUs }: History, rows: Int32Array) {
  let [firstUs, lastUs, sent] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const row of rows) {
    const atUs = sentAtUs[row];
    if (!Number.isFinite(atUs)) continue;
    sent++;
    firstUs = Math.min(firstUs, atUs);
    lastUs = Math.max(lastUs, atUs);
  }
  return sent === 0 ? null : { firstUs, lastUs, sent };
}

function timesOf({ sentAtUs, settledAtUs, outcome }: History, rows: Int32Array, of: RateOf): Float64Array {
  const wanted = of === 'sent' ? -1 : outcomeKinds.indexOf(of);
  const times = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const atUs = of === 'sent' ? sentAtUs[row] : outcome[row] === wanted ? settledAtUs[row] : Number.NaN;
    if (Number.isFinite(atUs)) times[count++] = atUs;
  }
  return times.subarray(0, count);
}
