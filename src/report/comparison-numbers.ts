import type { Latency, Unit } from './numbers.js';
import { percentileInterval } from './order-ranks.js';
import type { Report } from './report.js';
import { wilsonInterval } from './wilson.js';

export type Interval = readonly [number, number] | null;

/** A number of a report, and how sure its sample makes it. */
export interface ComparedNumber {
  /** As thresholds call it. */
  readonly metric: string;
  readonly unit: Unit;
  readonly value: number | null;
  /** In `unit`, for readers. */
  readonly interval: Interval;
  /** What two runs are told apart by: of a count, the interval of its share. */
  readonly compared: Interval;
  readonly best: 'most' | 'least' | null;
}

/** The numbers that runs are compared by: always the same ones, in the same order. */
export function comparedNumbers(report: Report): readonly ComparedNumber[] {
  const { latency, harness } = report;
  return [
    ...oracleNumbers(report),
    ...actionNumbers(report),
    ...(['response', 'service', 'accepted', 'rejected'] as const).flatMap((series) =>
      ([50, 95, 99] as const).map((percent) =>
        percentileOf(`latency.${series}`, latency[series], percent, (at) =>
          percentileInterval(report.percentiles[series], latency[series].count, at),
        ),
      ),
    ),
    // A lateness has no curve, so nobody can say what of it is chance.
    percentileOf('harness.lateness', harness.lateness, 99, () => null),
    ...surroundings(report),
  ];
}

function oracleNumbers({ oracle, actions }: Report): readonly ComparedNumber[] {
  const { decided, correct, trueAccepts, trueRejects, falseAccepts, falseRejects, wrongReasons } = oracle;
  const refused = trueRejects + falseRejects + wrongReasons;
  const accepts = trueAccepts + falseAccepts;
  return [
    shareOf('oracle.accuracy', correct, decided, 'most'),
    shareOf('oracle.resolution', decided, actions.accepted + actions.rejected, 'most'),
    countOf('oracle.violations', oracle.violationCount, decided),
    countOf('oracle.falseAccepts', falseAccepts, accepts),
    countOf('oracle.falseRejects', falseRejects, refused),
    countOf('oracle.wrongReasons', wrongReasons, refused),
  ];
}

function actionNumbers({ actions }: Report): readonly ComparedNumber[] {
  const { sent, accepted, rejected, errors, unknown, dropped, planned } = actions;
  return [
    shareOf('actions.acceptedShare', accepted, sent, null),
    shareOf('actions.rejectedShare', rejected, sent, null),
    shareOf('actions.errorShare', errors, sent, 'least'),
    shareOf('actions.unknownShare', unknown, sent, 'least'),
    shareOf('actions.droppedShare', dropped, planned, 'least'),
  ];
}

function surroundings({ connections, delivery }: Report): readonly ComparedNumber[] {
  const { opened, attempted, dropped } = connections;
  return [
    shareOf('connections.successRate', opened, attempted, 'most'),
    countOf('connections.dropped', dropped, opened),
    shareOf(
      'delivery.reach',
      delivery?.reach.receivedOfLeast ?? 0,
      delivery?.reach.expectedLeast ?? 0,
      'most',
    ),
  ];
}

function shareOf(metric: string, times: number, of: number, best: ComparedNumber['best']): ComparedNumber {
  const interval = times > of ? null : wilsonInterval(times, of);
  return { metric, unit: 'share', value: of === 0 ? null : times / of, interval, compared: interval, best };
}

/** Something that should not happen: its share is what runs of other lengths have in common. */
function countOf(metric: string, times: number, of: number): ComparedNumber {
  const share = times > of ? null : wilsonInterval(times, of);
  const interval: Interval = share === null ? null : [share[0] * of, share[1] * of];
  return { metric, unit: 'count', value: times, interval, compared: share, best: 'least' };
}

function percentileOf(
  series: string,
  latency: Latency,
  percent: 50 | 95 | 99,
  intervalAt: (percent: number) => Interval,
): ComparedNumber {
  const interval = latency.count === 0 ? null : intervalAt(percent);
  const value = latency[`p${percent}Us`];
  return { metric: `${series}.p${percent}`, unit: 'us', value, interval, compared: interval, best: 'least' };
}
