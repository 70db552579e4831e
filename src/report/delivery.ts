import type { History } from '../history/history.js';
import type { DeliveryVerdict, DeliveryViolation } from '../oracle/delivery/verdict.js';
import { clip } from './clip.js';
import { unseenLead } from './delivery-verdict.js';
import type { DeliveryReport, ReportedDelivery } from './delivery-report.js';
import { latencyRecorder } from './latency.js';
import { byName } from './order.js';
import type { Latency } from './report.js';

/** Longer lists are for the history itself. */
const listedMost = 100;
const roomsMost = 20;
const actionsMost = 10;
const joinedMost = 3;

/** What the judge of deliveries has found, in the report's words. */
export function deliveryReportOf(verdict: DeliveryVerdict, history: History): DeliveryReport {
  const { counts, latency } = verdict;
  return {
    broadcasts: verdict.broadcasts,
    perhaps: verdict.perhaps,
    receipts: verdict.receipts,
    strangers: verdict.strangers,
    reach: verdict.reach,
    rooms: verdict.rooms
      .toSorted((a, b) => byName(a.room, b.room))
      .slice(0, listedMost)
      .map((room) => ({ ...room, room: clip(room.room) })),
    missing: counts.missing,
    duplicates: counts.duplicate,
    leaks: counts.leak,
    phantoms: counts.phantom,
    outOfOrder: counts.order,
    undecided: verdict.undecided,
    latency: {
      first: summed(latency.firstUs),
      last: summed(latency.lastUs),
      spread: summed(latency.spreadUs),
      each: summed(latency.eachUs),
    },
    slowest: verdict.slowest.map((slow) => ({ ...slow, p95Us: whole(slow.p95Us), maxUs: whole(slow.maxUs) })),
    violationCount: verdict.violations.length,
    violations: verdict.violations.slice(0, listedMost).map((violation) => reported(violation, history)),
    void: verdict.void,
    notes: verdict.notes.map((note) =>
      note.startsWith(unseenLead) ? `${clip(note)}${joinedText(history)}` : clip(note),
    ),
  };
}

/** The rooms that were joined instead: mostly, a name is spelled in two ways. */
function joinedText({ events }: History): string {
  const rooms = new Set<string>();
  for (const event of events)
    if (event.kind === 'room-joined' && event.atUs < Number.MAX_SAFE_INTEGER) rooms.add(event.room);
  if (rooms.size === 0) return '; no room was joined at all';
  const named = [...rooms].sort(byName).slice(0, joinedMost).map(clip);
  const more = rooms.size > joinedMost ? ` and ${rooms.size - joinedMost} more` : '';
  return `; joined were ${named.join(', ')}${more}`;
}

function reported(violation: DeliveryViolation, history: History): ReportedDelivery {
  const { kind, rooms, receivers, receiverCount, rows, because, atUs } = violation;
  return {
    kind,
    rooms: rooms.slice(0, roomsMost).map(clip),
    receivers,
    receiverCount,
    actions: rows.slice(-actionsMost).map((row) => {
      const { id, user, resource, action = null, sentAtUs, settledAtUs, outcome } = history.actionAt(row);
      return { id, user, resource, action, sentAtUs, settledAtUs, outcome };
    }),
    because,
    atUs,
  };
}

function summed(durationsUs: Float64Array): Latency {
  const recorder = latencyRecorder();
  for (const us of durationsUs) recorder.record(whole(us));
  const latency = recorder.summary();
  recorder.destroy();
  return latency;
}

const whole = (us: number): number => Math.max(0, Math.ceil(us));
