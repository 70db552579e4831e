import type { DeliveryReport } from '../../report/delivery-report.js';
import { reachText } from '../../report/delivery-verdict.js';
import type { Report } from '../../report/report.js';
import { countText, durationText, plural } from '../../report/words.js';
import { deliverySeries, deliveryText } from '../format/delivery.js';
import { entry } from '../format/paper.js';
import { momentText } from '../format/when.js';
import { tableLines } from '../format/table.js';
import type { Colours } from '../reporter.js';
import { seriesLines } from './measures.js';

const violationsMost = 5;
const roomsMost = 10;

/** The first proven faults of delivery, each with its sentence. */
export function deliveryFaultLines(report: Report, colours: Colours): readonly string[] {
  const { delivery } = report;
  if (delivery === null || delivery.violationCount === 0) return [];
  const shown = delivery.violations.slice(0, violationsMost);
  const more = delivery.violationCount - shown.length;
  return [
    ...shown.flatMap(({ because, atUs }, index) => {
      const text = `${index + 1}. ${because} (${momentText(atUs, report)})`;
      return entry(index === 0 ? 'Delivery' : '', text, colours, 'red');
    }),
    ...(more === 0 ? [] : entry('', `and ${plural(more, 'more', 'more')}`, colours)),
  ];
}

/** Who got what was broadcast, room by room where there are several, and how fast. */
export function deliveryLines({ delivery }: Report, colours: Colours): readonly string[] {
  if (delivery === null) return [];
  return [
    ...entry('Broadcasts', deliveryText(delivery), colours),
    ...delivery.notes.flatMap((note) => entry('', note, colours)),
    ...roomLines(delivery, colours),
    ...seriesLines(
      'Fan-out (ms)',
      deliverySeries(delivery).map(([name, latency]) => [name, latency] as const),
      colours,
    ),
    ...slowestLines(delivery, colours),
  ];
}

/** Rooms that were not reached come first: they are what somebody looks for. */
function roomLines({ rooms }: DeliveryReport, colours: Colours): readonly string[] {
  if (rooms.length < 2) return [];
  const worst = rooms.toSorted((a, b) => (a.least ?? 1) - (b.least ?? 1));
  const rows = worst
    .slice(0, roomsMost)
    .map((room) => [
      `  ${room.room}`,
      countText(room.broadcasts),
      countText(room.expectedLeast),
      countText(room.receivedOfLeast),
      reachText(room),
    ]);
  const more = rooms.length - rows.length;
  return [
    ...tableLines(
      [
        { title: 'Rooms', align: 'left', columnsMost: 30 },
        ...['broadcasts', 'surely due', 'came', 'reach'].map((title) => ({ title, align: 'right' }) as const),
      ],
      rows,
      colours,
    ),
    ...(more > 0 ? [`  and ${plural(more, 'more room')}`] : []),
  ];
}

function slowestLines({ slowest }: DeliveryReport, colours: Colours): readonly string[] {
  if (slowest.length === 0) return [];
  const told = slowest.map(
    ({ connection, p95Us, maxUs }) =>
      `${connection} (p95 ${durationText(p95Us)}, at most ${durationText(maxUs)})`,
  );
  return entry('Slowest', told.join(', '), colours);
}
