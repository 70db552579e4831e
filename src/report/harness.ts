import type { Latency, Report } from './report.js';
import { countText, durationText } from './words.js';

/** What only the process that made the load knows about itself. */
export interface HarnessFacts {
  /** How far behind its own timers the event loop ran. */
  readonly eventLoopDelay: Latency;
  /** Processor time of this process from the first connection to the end. */
  readonly cpuUs: number;
  /** How long that was on the wall. */
  readonly elapsedUs: number;
  readonly rssBytes: number;
}

/** Later than this at the 99th percentile, and windows grow to the size of the limits under test. */
const lateUsMost = 50_000;
/** A JavaScript process plans on one core: this much of it leaves nothing for the next burst. */
const cpuShareMost = 0.9;

/**
 * Whether the generator itself was fit to measure. A late generator widens windows: it lowers
 * resolution and blurs latency, it never accuses. Only windows that cannot be trusted make a run void.
 */
export function harnessOf(
  facts: HarnessFacts,
  lateness: Latency,
  voidBecause: string | null,
): Report['harness'] {
  const because = [...(voidBecause === null ? [] : [voidBecause]), ...symptomsOf(facts, lateness)];
  const fit = because.length === 0 ? 'ok' : 'degraded';
  return {
    health: voidBecause === null ? fit : 'void',
    because,
    lateness,
    eventLoopDelay: facts.eventLoopDelay,
    cpuUs: facts.cpuUs,
    rssBytes: facts.rssBytes,
  };
}

function symptomsOf(facts: HarnessFacts, lateness: Latency): readonly string[] {
  const symptoms: string[] = [];
  const late = lateness.p99Us ?? 0;
  if (late > lateUsMost) {
    symptoms.push(`one action in a hundred left at least ${durationText(late)} after its intended time`);
  }
  const delay = facts.eventLoopDelay.p99Us ?? 0;
  if (delay > lateUsMost) {
    symptoms.push(`the event loop was held up by ${durationText(delay)} or more one time in a hundred`);
  }
  const share = facts.elapsedUs > 0 ? facts.cpuUs / facts.elapsedUs : 0;
  if (share > cpuShareMost) {
    const percent = countText(Math.round(share * 100));
    symptoms.push(`this process used ${percent} % of a core, so its own work may show in the latencies`);
  }
  return symptoms;
}
