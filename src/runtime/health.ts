import { createHistogram } from 'node:perf_hooks';
import type { HistoryEvent } from '../history/action.js';
import { processUsage, type Clock } from './clock.js';

/** How the generator itself fared: whether its numbers can be believed. */
export interface HarnessHealth {
  readonly eventLoopDelay: DelaySummary;
  /** CPU time this process used while it was watched. */
  readonly cpuUs: number;
  /** How long that was. */
  readonly elapsedUs: number;
  /** The most memory seen. */
  readonly rssBytes: number;
}

/** Percentiles in integer microseconds; `null` when nothing was recorded. */
export interface DelaySummary {
  readonly count: number;
  readonly minUs: number | null;
  readonly meanUs: number | null;
  readonly p50Us: number | null;
  readonly p75Us: number | null;
  readonly p90Us: number | null;
  readonly p95Us: number | null;
  readonly p99Us: number | null;
  readonly p999Us: number | null;
  readonly maxUs: number | null;
}

const sampleEveryMs = 20;
const checkClocksEveryMs = 1000;
/** `Date.now()` has whole milliseconds, so two readings of it may be one off, and one more for the gap between the reads. */
const readingErrorMs = 2;

/** Watches this process for the length of a run. `stop` ends it and gives the account. */
export interface HealthWatch {
  stop(): HarnessHealth;
}

/**
 * Samples the event loop's delay, and compares wall with monotonic time. When they part by more than
 * a tick and the allowed drift, the machine was suspended or its clock stepped, and the run's windows mean
 * nothing any more: `report` gets the event that makes the run void.
 */
export function watchHealth(
  clock: Clock,
  assumed: { readonly tickUs: number; readonly driftPpm: number },
  report: (event: HistoryEvent) => void,
): HealthWatch {
  const delays = createHistogram();
  const before = processUsage();
  let rssBytes = before.rssBytes;
  let expectedUs = clock.nowUs() + sampleEveryMs * 1000;
  const sampling = setInterval(() => {
    const nowUs = clock.nowUs();
    delays.record(Math.max(1, Math.round(nowUs - expectedUs)));
    expectedUs = nowUs + sampleEveryMs * 1000;
  }, sampleEveryMs);
  const startUs = clock.nowUs();
  const startWallMs = clock.wallMs();
  let trusted = true;
  const checking = setInterval(() => {
    rssBytes = Math.max(rssBytes, processUsage().rssBytes);
    const apartMs = smallestGapMs(clock, startUs, startWallMs);
    const elapsedMs = (clock.nowUs() - startUs) / 1000;
    const allowedMs = assumed.tickUs / 1000 + (elapsedMs * assumed.driftPpm) / 1e6 + readingErrorMs;
    if (!trusted || apartMs <= allowedMs) return;
    trusted = false;
    const reason = `wall clock and monotonic clock drifted apart by ${apartMs.toFixed(1)} ms`;
    report({ kind: 'clock-untrusted', atUs: Math.ceil(clock.nowUs()), reason });
  }, checkClocksEveryMs);
  return {
    stop: () => {
      clearInterval(sampling);
      clearInterval(checking);
      const after = processUsage();
      rssBytes = Math.max(rssBytes, after.rssBytes);
      const elapsedUs = Math.round(clock.nowUs() - startUs);
      return { eventLoopDelay: summaryOf(delays), cpuUs: after.cpuUs - before.cpuUs, elapsedUs, rssBytes };
    },
  };
}

/** The process may be paused between the two reads, which looks like a gap; the smallest of some tries is the true one. */
function smallestGapMs(clock: Clock, startUs: number, startWallMs: number): number {
  let smallest = Infinity;
  for (let tries = 0; tries < 3; tries++) {
    const monotonicMs = (clock.nowUs() - startUs) / 1000;
    smallest = Math.min(smallest, Math.abs(clock.wallMs() - startWallMs - monotonicMs));
  }
  return smallest;
}

function summaryOf(delays: ReturnType<typeof createHistogram>): DelaySummary {
  const some = delays.count > 0;
  const at = (percentile: number): number | null => (some ? delays.percentile(percentile) : null);
  return {
    count: delays.count,
    minUs: some ? delays.min : null,
    meanUs: some ? Math.round(delays.mean) : null,
    p50Us: at(50),
    p75Us: at(75),
    p90Us: at(90),
    p95Us: at(95),
    p99Us: at(99),
    p999Us: at(99.9),
    maxUs: some ? delays.max : null,
  };
}
