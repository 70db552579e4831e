import type { ProbeSpec } from '../probe/contract.js';
import { durationUs } from '../scenario/duration.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ProbeFlags } from './commands/probe.js';
import { wholeNumber } from './options.js';

/** What a probe may use, in whole numbers: from the flags, and otherwise from what the scenario declares. */
export type ProbeLimits = Pick<ProbeSpec, 'longestUs' | 'budget'>;

const longestUs = 10_000_000;
const timeUs = 600_000_000;
/** So many times the longest wait fits into the time, where nobody says how much there is. */
const waitsMost = 20;

/**
 * How long and how much a probe may ask. Without a flag the longest wait is ten seconds, or twice what the
 * declared limit takes to recover; and there is time for ten minutes, or twenty such waits.
 *
 * @throws Problem for a duration or a number that is none.
 */
export function probeLimitsOf({ model, timing }: Scenario, flags: ProbeFlags): ProbeLimits {
  const declaredUs = Number.isFinite(model.recoveryUs) ? 2 * model.recoveryUs : 0;
  const longest = flagUs('--longest', flags.longest) ?? Math.max(longestUs, declaredUs);
  const time = timing.maxDurationUs ?? Math.max(timeUs, waitsMost * longest);
  return {
    longestUs: longest,
    budget: { actions: wholeNumber('--max-actions', flags.maxActions ?? '5000', 1), timeUs: time },
  };
}

/** The spec of a probe of a scenario's target. */
export function probeSpecOf(scenario: Scenario, limits: ProbeLimits, roundTripUs: number): ProbeSpec {
  return {
    seed: scenario.seed,
    users: scenario.userNames.length,
    resources: scenario.resourceNames.length,
    fresh: scenario.assumptions.initial === 'fresh',
    roundTripUs,
    ...limits,
    assumptions: scenario.assumptions,
    declared: scenario.model,
  };
}

/** A duration of a flag in microseconds, more than none; `null` where it was not typed. */
export function flagUs(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  try {
    const us = durationUs(text);
    if (us > 0) return us;
  } catch (error) {
    throw new Problem(`${flag} ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Problem(`${flag} must be longer than nothing`);
}

/**
 * The round trip that nine of ten pings stay below: a single one that met a busy machine would only make the
 * questions coarser. What is concluded rests on the times of each answer and not on this.
 */
export function usualRoundTripUs(seenUs: readonly number[]): number {
  const inOrder = [...seenUs].sort((a, b) => a - b);
  return roundedRoundTripUs(inOrder[Math.floor((inOrder.length - 1) * 0.9)] ?? 0);
}

/**
 * A round trip as a probe takes it: rounded up to 1, 2, 5, 10, ... ms, so that two measurements that differ by
 * chance ask the same questions.
 */
export function roundedRoundTripUs(longestUs: number): number {
  for (let decadeUs = 1000; ; decadeUs *= 10) {
    const fitting = [1, 2, 5].map((digit) => digit * decadeUs).find((us) => us >= longestUs);
    if (fitting !== undefined) return fitting;
  }
}
