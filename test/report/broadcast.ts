import { historyBuilder } from '../../src/history/columns.js';
import { judgeDelivery } from '../../src/oracle/delivery/judge-delivery.js';
import type { DeliveryReport } from '../../src/report/delivery-report.js';
import { deliveryReportOf } from '../../src/report/delivery.js';

export const names = ['u0.1', 'u1.1', 'u2.1', '<b>.1'];

/** Four members of one room, of whom these get the broadcast, the first of them twice where it is asked for. */
export function deliveryOf(receivers: readonly string[], isJoined = true): DeliveryReport {
  const builder = historyBuilder();
  for (const connection of names) {
    const user = connection.slice(0, -2);
    builder.event({ kind: 'connection-opened', atUs: 10, user, connection, connectUs: 5 });
    const moved = { user, connection, room: 'east', askedAtUs: 20, atUs: 30 };
    if (isJoined) builder.event({ kind: 'room-joined', ...moved });
  }
  const action = { user: 'u0', resource: 'r0', step: 0, intendedAtUs: 1000, connection: 'u0.1' };
  builder.add({ id: 0, ...action, sentAtUs: 1000, settledAtUs: 4000, outcome: 'accepted' });
  receivers.forEach((receiver, index) => builder.received(0, receiver, 5000 + index * 1000, null));
  builder.event({ kind: 'finished', atUs: 3_000_000, how: 'completed' });
  const history = builder.build();
  const spec = { echo: true, order: 'none', quietUs: 2_000_000, atLeastOnce: false } as const;
  return deliveryReportOf(judgeDelivery({ ...spec, roomsOf: () => ['east'] }, history), history);
}
