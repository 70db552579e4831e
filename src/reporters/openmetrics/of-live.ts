import type { LiveSnapshot } from '../live.js';
import type { Samples } from './families.js';
import { only, outcomesOf, secondsOf } from './measures.js';
import { unlisted } from './of-report.js';

/** What is played, as far as it is known before it is over. */
export interface LiveRun {
  readonly scenario: string;
  readonly seed: string;
  readonly planHash: string;
  readonly turnwise: string;
}

/** The numbers of a run while it goes on. Counters only grow. */
export function samplesOfLive(run: LiveRun, live: LiveSnapshot): Samples {
  const { scenario, seed, planHash, turnwise } = run;
  const quantiles = [
    [0.5, live.p50Us],
    [0.99, live.p99Us],
  ] as const;
  const known = quantiles.flatMap(([quantile, us]) =>
    us === null ? [] : [[quantile, secondsOf(us)] as const],
  );
  const late = live.latenessP99Us;
  return {
    turnwise_run: [{ labels: { scenario, seed, plan_hash: planHash, version: turnwise }, value: 1 }],
    turnwise_users: only(live.users),
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
      { labels: { series: 'response' }, summary: { count: null, sum: null, quantiles: known } },
    ],
    turnwise_lateness_seconds: [
      {
        labels: {},
        summary: { count: null, sum: null, quantiles: late === null ? [] : [[0.99, secondsOf(late)]] },
      },
    ],
  };
}
