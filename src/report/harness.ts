import type { HistoryEvent } from '../history/action.js';
import type { Latency, Report } from './report.js';
import { countText, durationText } from './words.js';

/** What only the process that made the load knows about itself. */
export interface HarnessFacts {
  /** How far behind its own timers the event loop ran. */
  readonly eventLoopDelay: Latency;
  /** Processor time of this process from the first connection to the end. */
  readonly cpuUs: number;
  readonly rssBytes: number;
}

/** Later than this at the 99th percentile, and windows grow to the size of the limits under test. */
const lateUsMost = 50_000;
/** A JavaScript process plans on one core: this much of it leaves nothing for the next burst. */
const cpuShareMost = 0.9;
/** Shorter runs consist of starting up. */
const elapsedUsLeast = 2_000_000;

/**
 * Whether the generator itself was fit to measure. A late generator widens windows: it lowers
 * resolution and blurs latency, it never accuses. Only windows that cannot be trusted make a run void.
 */
export function harnessOf(
  facts: HarnessFacts,
  { lateness, releases }: Pick<Report['harness'], 'lateness' | 'releases'>,
  events: readonly HistoryEvent[],
  voidBecause: string | null,
): Report['harness'] {
  const symptoms = [...lateSymptoms(facts, lateness), ...cpuSymptoms(facts.cpuUs, elapsedUsOf(events))];
  const because = [...(voidBecause === null ? [] : [voidBecause]), ...symptoms];
  const fit = because.length === 0 ? 'ok' : 'degraded';
  return {
    health: voidBecause === null ? fit : 'void',
    because,
    lateness,
    releases,
    eventLoopDelay: facts.eventLoopDelay,
    cpuUs: facts.cpuUs,
    rssBytes: facts.rssBytes,
  };
}

function lateSymptoms(facts: HarnessFacts, lateness: Latency): readonly string[] {
  const symptoms: string[] = [];
  const late = lateness.p99Us ?? 0;
  if (late > lateUsMost) {
    symptoms.push(`one action in a hundred left at least ${durationText(late)} after its intended time`);
  }
  const delay = facts.eventLoopDelay.p99Us ?? 0;
  if (delay > lateUsMost) {
    symptoms.push(`the event loop was held up by ${durationText(delay)} or more one time in a hundred`);
  }
  return symptoms;
}

function cpuSymptoms(cpuUs: number, elapsedUs: number): readonly string[] {
  if (elapsedUs < elapsedUsLeast || cpuUs / elapsedUs <= cpuShareMost) return [];
  const percent = countText(Math.round((cpuUs / elapsedUs) * 100));
  return [`this process used ${percent} % of a core, so its own work may show in the latencies`];
}

/** From the first to the last thing that happened besides actions. */
function elapsedUsOf(events: readonly HistoryEvent[]): number {
  const last = events.at(-1)?.atUs ?? 0;
  return last - (events[0]?.atUs ?? 0);
}
