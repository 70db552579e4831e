import type { History } from '../history/history.js';
import { responseUs } from './latencies.js';
import type { Report } from './report.js';

type Bucket = Report['timeline'][number];

const secondUs = 1_000_000;
/** More points than this tell nobody more, and make reports heavy. */
const bucketsMost = 600;

/**
 * The run in slices of a second, or of 2, 5, 10, ... seconds where that would be too many. Sends
 * (and what became `unknown`) count where they left, answers where they arrived; `p99Us` is the
 * response time of the answers of that slice. Times are since the run's origin; the first slice is
 * the one of the first send.
 */
export function timelineOf(history: History): readonly Bucket[] {
  const span = spanOf(history);
  if (span === null) return [];
  const widthUs = widthOf(span.lastUs - span.firstUs);
  const startUs = Math.floor(span.firstUs / widthUs) * widthUs;
  const slices = Array.from({ length: Math.floor((span.lastUs - startUs) / widthUs) + 1 }, newSlice);
  const sliceAt = (us: number | undefined): Slice | undefined =>
    us === undefined ? undefined : slices[Math.floor((us - startUs) / widthUs)];
  for (let row = 0; row < history.length; row++) {
    const sent = sliceAt(history.sentAtUs[row]);
    if (sent === undefined) continue;
    const outcome = history.outcomeAt(row);
    sent.sent++;
    if (outcome === 'unknown') sent.unknown++;
    const response = responseUs(history, row);
    const settled = response === null ? undefined : sliceAt(history.settledAtUs[row]);
    if (response === null || settled === undefined) continue;
    settled.responsesUs.push(response);
    if (outcome === 'accepted') settled.accepted++;
    if (outcome === 'rejected') settled.rejected++;
  }
  return slices.map(({ responsesUs, ...counts }, index) => ({
    atUs: startUs + index * widthUs,
    ...counts,
    p50Us: rankOf(responsesUs, 50),
    p99Us: rankOf(responsesUs, 99),
    latenessP99Us: null,
    connected: null,
    bytesIn: null,
    bytesOut: null,
  }));
}

interface Slice {
  sent: number;
  accepted: number;
  rejected: number;
  unknown: number;
  readonly responsesUs: number[];
}

function newSlice(): Slice {
  return { sent: 0, accepted: 0, rejected: 0, unknown: 0, responsesUs: [] };
}

/** The nearest rank: the least response that so many percent do not exceed. */
function rankOf(responsesUs: readonly number[], percent: number): number | null {
  const sorted = Float64Array.from(responsesUs).sort();
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? null;
}

/** From the first send to the last send or answer; `null` when nothing left. */
function spanOf(history: History): { readonly firstUs: number; readonly lastUs: number } | null {
  let firstUs = Number.POSITIVE_INFINITY;
  let lastUs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < history.length; row++) {
    const sent = history.sentAtUs[row] ?? Number.NaN;
    if (!Number.isFinite(sent)) continue;
    firstUs = Math.min(firstUs, sent);
    lastUs = Math.max(lastUs, sent);
    if (responseUs(history, row) !== null) lastUs = Math.max(lastUs, history.settledAtUs[row] ?? sent);
  }
  return firstUs <= lastUs ? { firstUs, lastUs } : null;
}

/** The least of 1, 2, 5, 10, 20, 50, ... seconds that keeps the number of slices within bounds. */
function widthOf(spanUs: number): number {
  let scale = secondUs;
  for (;;) {
    for (const step of [1, 2, 5]) {
      // One slice more than the span holds, because the first starts before it.
      if (spanUs / (scale * step) + 2 <= bucketsMost) return scale * step;
    }
    scale *= 10;
  }
}
