import type { History } from '../history/history.js';
import { outcomeKinds } from '../history/outcome.js';
import { latencyRecorder, type LatencyRecorder } from './latency.js';
import type { Latency, Report } from './report.js';

/** Every duration a history can tell. */
export interface Latencies {
  /** Settled minus intended, of every answer: what a user felt, waits of the generator included. */
  readonly response: Latency;
  /** Settled minus sent, of every answer: what the server and the network took. */
  readonly service: Latency;
  /** Response of accepted actions only. */
  readonly accepted: Latency;
  /** Response of rejected actions only. */
  readonly rejected: Latency;
  /** How long connections took to open. */
  readonly connect: Latency;
  /** Sent minus intended, of everything that left: how late the generator was. */
  readonly lateness: Latency;
  /** The first four as curves. */
  readonly percentiles: Report['percentiles'];
}

const accepted = outcomeKinds.indexOf('accepted');
const rejected = outcomeKinds.indexOf('rejected');
const error = outcomeKinds.indexOf('error');

/**
 * Times the rows of a history. An answer is an accept, a reject or an error; `unknown` and `dropped`
 * have no end and are no latencies. A difference between response and service shows actions that
 * waited inside the generator (coordinated omission).
 */
export function latenciesOf(history: History): Latencies {
  const series = {
    response: latencyRecorder(),
    service: latencyRecorder(),
    accepted: latencyRecorder(),
    rejected: latencyRecorder(),
    connect: latencyRecorder(),
    lateness: latencyRecorder(),
  };
  for (let row = 0; row < history.length; row++) {
    const late = latenessUs(history, row);
    if (late === null) continue;
    series.lateness.record(late);
    const service = serviceUs(history, row);
    if (service === null) continue;
    series.service.record(service);
    series.response.record(late + service);
    const outcome = history.outcome[row];
    if (outcome === accepted) series.accepted.record(late + service);
    else if (outcome === rejected) series.rejected.record(late + service);
  }
  for (const event of history.events) {
    if (event.kind === 'connection-opened') series.connect.record(wholeUs(event.connectUs));
  }
  const sums = {
    response: series.response.summary(),
    service: series.service.summary(),
    accepted: series.accepted.summary(),
    rejected: series.rejected.summary(),
    connect: series.connect.summary(),
    lateness: series.lateness.summary(),
    percentiles: curvesOf(series),
  };
  for (const recorder of Object.values(series)) recorder.destroy();
  return sums;
}

function curvesOf({
  response,
  service,
  accepted: accepts,
  rejected: rejects,
}: Readonly<Record<keyof Report['percentiles'], LatencyRecorder>>): Report['percentiles'] {
  return {
    response: response.curve(),
    service: service.curve(),
    accepted: accepts.curve(),
    rejected: rejects.curve(),
  };
}

/** The response time of a row in microseconds, `null` where no answer came. */
export function responseUs(history: History, row: number): number | null {
  const late = latenessUs(history, row);
  const service = serviceUs(history, row);
  return late === null || service === null ? null : late + service;
}

/**
 * `null` for an action that never left. Ours never leaves early; in another tool's log the intended
 * time may be missing or later than the send, and then it is taken to be the send.
 */
export function latenessUs(history: History, row: number): number | null {
  const sent = history.sentAtUs[row] ?? Number.NaN;
  const intended = history.intendedAtUs[row] ?? Number.NaN;
  if (!Number.isFinite(sent)) return null;
  return Number.isFinite(intended) ? wholeUs(sent - intended) : 0;
}

/** `null` where no answer came. */
function serviceUs(history: History, row: number): number | null {
  const outcome = history.outcome[row];
  if (outcome !== accepted && outcome !== rejected && outcome !== error) return null;
  const duration = (history.settledAtUs[row] ?? Number.NaN) - (history.sentAtUs[row] ?? Number.NaN);
  return Number.isFinite(duration) ? wholeUs(duration) : null;
}

/** Rounded up like every end of a window; never negative. */
function wholeUs(us: number): number {
  return Number.isFinite(us) ? Math.max(0, Math.ceil(us)) : 0;
}
