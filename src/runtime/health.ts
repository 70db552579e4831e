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
/** What is forgiven beyond the assumptions: the granularity of a wall clock that is not quite what it says. */
const forgivenMs = 1;
/** A clock is read so often, to find a reading that nothing got into. */
const readings = 5;

/** Watches this process for the length of a run. `stop` ends it and gives the account. */
export interface HealthWatch {
  stop(): HarnessHealth;
}

/**
 * Samples the event loop's delay, and compares wall with monotonic time. When they part by more than
 * a tick and the allowed drift, the machine was suspended or its clock stepped, and the run's windows mean
 * nothing any more: `report` gets the event that makes the run void. A machine that is merely busy
 * never does that.
 */
export function watchHealth(
  clock: Clock,
  assumed: { readonly tickUs: number; readonly driftPpm: number },
  report: (event: HistoryEvent) => void,
): HealthWatch {
  const before = processUsage();
  let rssBytes = before.rssBytes;
  const startUs = clock.nowUs();
  const delays = loopDelays(clock);
  const apartMs = clocksApart(clock);
  let watching = true;
  let trusted = true;
  const check = (): void => {
    rssBytes = Math.max(rssBytes, processUsage().rssBytes);
    const elapsedMs = (clock.nowUs() - startUs) / 1000;
    const allowedMs = assumed.tickUs / 1000 + (elapsedMs * assumed.driftPpm) / 1e6 + forgivenMs;
    const ms = apartMs();
    if (!trusted || ms <= allowedMs) return;
    trusted = false;
    const reason = `wall clock and monotonic clock drifted apart by ${ms.toFixed(1)} ms`;
    report({ kind: 'clock-untrusted', atUs: Math.ceil(clock.nowUs()), reason });
  };
  const checking = setInterval(check, checkClocksEveryMs);
  return {
    stop: () => {
      clearInterval(checking);
      if (watching) check();
      watching = false;
      const { cpuUs } = processUsage();
      const elapsedUs = Math.round(clock.nowUs() - startUs);
      return { eventLoopDelay: delays.stop(), cpuUs: cpuUs - before.cpuUs, elapsedUs, rssBytes };
    },
  };
}

/** How far behind its timers the event loop runs, sampled. */
function loopDelays(clock: Clock): { stop(): DelaySummary } {
  const delays = createHistogram();
  let expectedUs = clock.nowUs() + sampleEveryMs * 1000;
  const sampling = setInterval(() => {
    const nowUs = clock.nowUs();
    delays.record(Math.max(1, Math.round(nowUs - expectedUs)));
    expectedUs = nowUs + sampleEveryMs * 1000;
  }, sampleEveryMs);
  return {
    stop: () => {
      clearInterval(sampling);
      return summaryOf(delays);
    },
  };
}

/** How far the wall clock is ahead of the monotonic one: somewhere in this interval, in milliseconds. */
interface Lead {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** By how many milliseconds at least the two clocks have parted since this was called. */
function clocksApart(clock: Clock): () => number {
  const then = leadOf(clock);
  return () => {
    const now = leadOf(clock);
    return Math.max(0, now.leastMs - then.mostMs, then.leastMs - now.mostMs);
  };
}

/**
 * The wall clock is read between two readings of the monotonic one, because the process may be paused
 * anywhere in between: a long pause gives a wide interval, never a wrong one. The narrowest of some counts.
 */
function leadOf(clock: Clock): Lead {
  let narrowest: Lead = { leastMs: -Infinity, mostMs: Infinity };
  for (let reading = 0; reading < readings; reading++) {
    const beforeMs = clock.nowUs() / 1000;
    const wallMs = clock.wallMs();
    const afterMs = clock.nowUs() / 1000;
    // Wall time comes in whole milliseconds, rounded down.
    const lead = { leastMs: wallMs - afterMs, mostMs: wallMs + 1 - beforeMs };
    if (lead.mostMs - lead.leastMs < narrowest.mostMs - narrowest.leastMs) narrowest = lead;
  }
  return narrowest;
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
