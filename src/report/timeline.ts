import type { History } from '../history/history.js';
import { connectedAt, trafficAt } from './over-time.js';
import { latenessUs, responseUs } from './latencies.js';
import type { TimeSlice } from './report.js';
import { ascending, ranked } from './sorted.js';

const secondUs = 1_000_000;
/** More points than this tell nobody more, and make reports heavy. */
const bucketsMost = 600;

/**
 * The run in slices of a second, or of 2, 5, 10, ... seconds where that would be too many. Sends
 * (and what became `unknown`) count where they left, answers where they arrived; `p99Us` is the
 * response time of the answers of that slice. Times are since the run's origin; the first slice is
 * the one of the first send.
 */
export function timelineOf(history: History): readonly TimeSlice[] {
  const span = spanOf(history);
  if (span === null) return [];
  const widthUs = widthOf(span.lastUs - span.firstUs);
  const startUs = Math.floor(span.firstUs / widthUs) * widthUs;
  const slices = Array.from({ length: Math.floor((span.lastUs - startUs) / widthUs) + 1 }, newSlice);
  fillSlices(history, (us) => slices[Math.floor((us - startUs) / widthUs)]);
  const endsUs = slices.map((_, index) => startUs + (index + 1) * widthUs);
  const connected = connectedAt(history.events, endsUs);
  const traffic = trafficAt(history.events, [startUs, ...endsUs]);
  return slices.map(({ responsesUs, latenessesUs, ...counts }, index) => {
    const responses = ascending(Float64Array.from(responsesUs));
    return {
      atUs: startUs + index * widthUs,
      ...counts,
      p50Us: ranked(responses, 50),
      p99Us: ranked(responses, 99),
      latenessP99Us: ranked(ascending(Float64Array.from(latenessesUs)), 99),
      connected: connected[index] ?? null,
      ...(traffic[index] ?? noTraffic),
    };
  });
}

interface Slice {
  sent: number;
  accepted: number;
  rejected: number;
  unknown: number;
  readonly responsesUs: number[];
  readonly latenessesUs: number[];
}

const noTraffic = { bytesIn: null, bytesOut: null };

function newSlice(): Slice {
  return { sent: 0, accepted: 0, rejected: 0, unknown: 0, responsesUs: [], latenessesUs: [] };
}

function fillSlices(history: History, sliceAt: (us: number) => Slice | undefined): void {
  for (let row = 0; row < history.length; row++) {
    const sent = sliceAt(history.sentAtUs[row] ?? Number.NaN);
    if (sent === undefined) continue;
    const outcome = history.outcomeAt(row);
    sent.sent++;
    sent.latenessesUs.push(latenessUs(history, row) ?? 0);
    if (outcome === 'unknown') sent.unknown++;
    const response = responseUs(history, row);
    const settled = response === null ? undefined : sliceAt(history.settledAtUs[row] ?? Number.NaN);
    if (response === null || settled === undefined) continue;
    settled.responsesUs.push(response);
    if (outcome === 'accepted') settled.accepted++;
    if (outcome === 'rejected') settled.rejected++;
  }
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
