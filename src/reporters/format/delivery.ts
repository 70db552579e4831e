import type { DeliveryReport } from '../../report/delivery-report.js';
import { faultsText, reachText } from '../../report/delivery-verdict.js';
import { countText, plural } from '../../report/words.js';

/** What became of all broadcasts, in one sentence. */
export function deliveryText(delivery: DeliveryReport): string {
  const { reach, broadcasts, perhaps, undecided, strangers } = delivery;
  const due = `${countText(reach.receivedOfLeast)} of ${plural(reach.expectedLeast, 'sure delivery', 'sure deliveries')} came`;
  return [
    `${plural(broadcasts, 'broadcast')}, ${due}, reach ${reachText(reach)}`,
    faultsText(delivery),
    ...(undecided > 0 ? [`${countText(undecided)} that did not come may not have been due`] : []),
    ...(perhaps > 0 ? [`${plural(perhaps, 'action')} may have been broadcast`] : []),
    ...(strangers > 0 ? [`${plural(strangers, 'stranger')} left out`] : []),
  ].join('; ');
}

/** The series of a table of latencies, in the order in which they are read. */
export function deliverySeries({ latency }: DeliveryReport) {
  return [
    ['to the first', latency.first],
    ['to the last', latency.last],
    ['spread', latency.spread],
    ['each receipt', latency.each],
  ] as const;
}
