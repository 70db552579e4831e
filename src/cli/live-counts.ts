import { latencyRecorder, type LatencyRecorder } from '../report/latency.js';
import type { LiveSnapshot, LiveTimes } from '../reporters/live.js';
import type { RunEvent } from '../runtime/events.js';

type Settled = Extract<RunEvent, { kind: 'settled' }>;
type Sent = Extract<RunEvent, { kind: 'sent' }>;
type Counted = 'sent' | 'accepted' | 'rejected' | 'errors' | 'unknown' | 'overdue' | 'inFlight' | 'dropped';
type Timed = 'p50Us' | 'p99Us' | 'accepts' | 'rejects' | 'latenessP99Us';

/** How many actions came to what, and how long they took. */
export interface LiveCounts {
  sent(event: Sent, originUs: number): void;
  settled(event: Settled, originUs: number): void;
  overdue(step: number): void;
  /** Percentiles are worked out here, and nowhere else. */
  sum(): Pick<LiveSnapshot, Counted | Timed>;
}

export function liveCounts(): LiveCounts {
  const counts = { sent: 0, accepted: 0, rejected: 0, error: 0, unknown: 0, dropped: 0 };
  const recorders = { response: latencyRecorder(), accepted: latencyRecorder(), rejected: latencyRecorder() };
  const lateness = latencyRecorder();
  const overdue = new Set<number>();
  return {
    sent({ step, sentAtUs }, originUs) {
      counts.sent++;
      lateness.record(Math.max(0, sentAtUs - originUs - step.intendedAtUs));
    },
    settled({ step, sentAtUs, settledAtUs, outcome }, originUs) {
      counts[outcome.kind]++;
      if (overdue.size > 0) overdue.delete(step.id);
      if (sentAtUs === null || settledAtUs === null) return;
      const responseUs = settledAtUs - originUs - step.intendedAtUs;
      recorders.response.record(responseUs);
      if (outcome.kind === 'accepted' || outcome.kind === 'rejected')
        recorders[outcome.kind].record(responseUs);
    },
    overdue: (step) => void overdue.add(step),
    sum() {
      const { error: errors, ...others } = counts;
      const settled = counts.accepted + counts.rejected + errors + counts.unknown;
      return {
        ...others,
        errors,
        overdue: overdue.size,
        inFlight: Math.max(0, counts.sent - settled - overdue.size),
        ...timesOf(recorders.response),
        accepts: timesOf(recorders.accepted),
        rejects: timesOf(recorders.rejected),
        latenessP99Us: percentileOf(lateness, 99),
      };
    },
  };
}

function timesOf(recorder: LatencyRecorder): LiveTimes {
  return { p50Us: percentileOf(recorder, 50), p99Us: percentileOf(recorder, 99) };
}

const percentileOf = (recorder: LatencyRecorder, percent: number): number | null =>
  recorder.count === 0 ? null : recorder.valueAt(percent);
