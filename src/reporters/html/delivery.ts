import { reachText } from '../../report/delivery-verdict.js';
import type { Report } from '../../report/report.js';
import { countText, durationText, plural } from '../../report/words.js';
import { deliverySeries, deliveryText } from '../format/delivery.js';
import { markup, type Markup } from '../format/markup.js';
import { seriesTable } from './measures.js';
import { tableMarkup, textCell, textTitle } from './table.js';

const violationsMost = 20;

/** Who got what was broadcast, what is proven wrong with it, and how fast it was. */
export function deliverySection({ delivery }: Report): Markup | null {
  if (delivery === null) return null;
  const shown = delivery.violations.slice(0, violationsMost);
  const more = delivery.violationCount - shown.length;
  return markup`<section>
<h2>Broadcasts</h2>
<p>${deliveryText(delivery)}.</p>
${delivery.notes.map((note) => markup`<p class="soft">${note}</p>`)}
${shown.length === 0 ? null : markup`<ol class="chain">${shown.map(({ because }) => markup`<li>${because}</li>`)}</ol>`}
${more === 0 ? null : markup`<p class="soft">and ${plural(more, 'more', 'more')}</p>`}
${seriesTable(deliverySeries(delivery).map(([name, latency]) => [name, latency]))}
${delivery.rooms.length < 2 ? null : roomTable(delivery.rooms)}
${delivery.slowest.length === 0 ? null : slowestTable(delivery.slowest)}
</section>`;
}

type Delivery = NonNullable<Report['delivery']>;

function roomTable(rooms: Delivery['rooms']): Markup {
  const rows = rooms.map((room) => [
    room.room,
    countText(room.broadcasts),
    countText(room.expectedLeast),
    countText(room.receivedOfLeast),
    textCell(reachText(room)),
  ]);
  return tableMarkup(['room', 'broadcasts', 'surely due', 'came', textTitle('reach')], rows, {
    rowsAre: 'room',
  });
}

function slowestTable(slowest: Delivery['slowest']): Markup {
  const rows = slowest.map(({ connection, receipts, p95Us, maxUs }) => [
    connection,
    countText(receipts),
    durationText(p95Us),
    durationText(maxUs),
  ]);
  return tableMarkup(['slowest', 'receipts', 'p95', 'at most'], rows);
}
