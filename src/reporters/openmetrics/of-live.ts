import type { Samples, Sample } from './families.js';
import { only, outcomesOf, secondsOf } from './measures.js';
import { unlisted } from './of-report.js';

/** What is played, as far as it is known before it is over. */
export interface LiveRun {
  readonly scenario: string;
  readonly seed: string;
  readonly planHash: string;
  readonly turnwise: string;
}

/** Percentiles of answers so far; `null` where there were none. */
interface LiveTimes {
  readonly p50Us: number | null;
  readonly p99Us: number | null;
}

/** What of the live numbers of a run is told; counts only grow. */
export interface LiveNumbers extends LiveTimes {
  readonly elapsedUs: number;
  readonly durationUs: number;
  readonly connected: number;
  readonly users: number;
  readonly planned: number;
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly errors: number;
  readonly unknown: number;
  readonly dropped: number;
  readonly overdue: number;
  readonly decided: number;
  readonly correct: number;
  readonly violations: number;
  readonly accepts: LiveTimes;
  readonly rejects: LiveTimes;
  readonly latenessP99Us: number | null;
}

/** The numbers of a run while it goes on, under the names that the file of a finished one has for them. */
export function samplesOfLive(run: LiveRun, live: LiveNumbers): Samples {
  const { scenario, seed, planHash, turnwise } = run;
  return {
    turnwise_run: [{ labels: { scenario, seed, plan_hash: planHash, version: turnwise }, value: 1 }],
    turnwise_expected_users: only(live.users),
    turnwise_connected_users: only(live.connected),
    turnwise_elapsed_seconds: only(secondsOf(live.elapsedUs)),
    turnwise_plan_duration_seconds: only(secondsOf(live.durationUs)),
    turnwise_planned_actions: only(live.planned),
    turnwise_actions: outcomesOf(live),
    turnwise_actions_sent: only(live.sent),
    turnwise_overdue_actions: only(live.overdue),
    turnwise_oracle_decided: only(live.decided),
    turnwise_oracle_correct: only(live.correct),
    turnwise_oracle_accuracy_ratio: only(live.decided === 0 ? null : live.correct / live.decided),
    turnwise_violations: [{ labels: { kind: unlisted, strength: 'proven' }, value: live.violations }],
    turnwise_latency_seconds: [
      timesOf({ series: 'response' }, live),
      timesOf({ series: 'accepted' }, live.accepts),
      timesOf({ series: 'rejected' }, live.rejects),
    ],
    turnwise_lateness_seconds: [timesOf({}, { p50Us: null, p99Us: live.latenessP99Us })],
  };
}

function timesOf(labels: Sample['labels'], { p50Us, p99Us }: LiveTimes): Sample {
  const all = [
    [0.5, p50Us],
    [0.99, p99Us],
  ] as const;
  const known = all.flatMap(([quantile, us]) => (us === null ? [] : [[quantile, secondsOf(us)] as const]));
  return { labels, summary: { count: null, sum: null, quantiles: known } };
}
