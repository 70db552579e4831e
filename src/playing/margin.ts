import { durationText } from '../report/words.js';
import type { SimulatedNetwork } from '../transports/simulated/network.js';
import { latencyUsMax } from '../transports/simulated/latency.js';

/** How much is added for the clocks and timers at both ends, each good to about a millisecond. */
const timersUs = 2000;

/**
 * The margin for a round trip: twice the longest that was seen, and a little for timers, rounded up to 5,
 * 10, 20, 50, 100, ... ms. Twice, because a ping on an idle connection knows neither the server's work on
 * an action nor the queues of a run; a verdict is certain only as long as the round trips stay below the
 * margin. Rounded, because the margin is part of the plan: two measurements that differ by chance
 * must give the same plan.
 */
export function marginUsOf(longestUs: number): number {
  const wantedUs = 2 * longestUs + timersUs;
  for (let decadeUs = 1000; ; decadeUs *= 10) {
    const fitting = [1, 2, 5].map((digit) => digit * decadeUs).find((us) => us >= wantedUs && us >= 5000);
    if (fitting !== undefined) return fitting;
  }
}

/** The margin as `--margin` takes it. */
export function marginFlag(marginUs: number): string {
  return `${marginUs / 1000}ms`;
}

/** What is said of a measured margin. */
export function measuredText(longestUs: number, samples: number, marginUs: number): string {
  return `round trip at most ${durationText(longestUs)} in ${samples} pings: margin ${durationText(marginUs)}; --margin ${marginFlag(marginUs)} pins it`;
}

/** The longest round trip of a simulated network, there and back. */
export function roundTripUsOf({ up, down, jitterUs = 0 }: SimulatedNetwork): number {
  return latencyUsMax(up) + latencyUsMax(down) + 2 * jitterUs;
}
