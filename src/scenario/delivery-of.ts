import type { Action } from '../history/action.js';
import type { DeliverySpec } from '../oracle/delivery/contract.js';
import type { Inbound } from '../transports/transport.js';
import type { Json } from '../wires/index.js';
import { readArgs, readFrame, type Read } from '../wires/json/frame.js';
import { requestIdOf } from '../wires/json/id.js';
import { pathOf } from '../wires/json/path.js';
import { matcherOf } from '../wires/json/pattern.js';
import { fillTemplate } from './fill.js';
import type { Delivery, StoredDelivery } from './live.js';
import type { WrittenDelivery } from './topics/delivery.js';

/** The one room of those who need not join any. */
const everybody: readonly string[] = ['all'];

/** The delivery that the rest of the program sees. */
export function deliveryOf(written: WrittenDelivery, values: Readonly<Record<string, string>>): Delivery {
  const { members, echo, order, copies, atLeastOnce, rooms = everybody, quiet: quietUs } = written;
  const rest = { members, echo, order, quietUs, copies, atLeastOnce };
  const read = written.read ?? readerOf(written);
  if (typeof rooms === 'function') return { ...rest, roomsOf: rooms, read, stored: null };
  const stored = { ...rest, rooms: fillTemplate(rooms, values) };
  return { ...storedDeliveryOf(stored), read, stored };
}

/** What a stored run was judged by. */
export function storedDeliveryOf({ rooms, ...rest }: StoredDelivery): DeliverySpec {
  const isFixed = !rooms.some((room) => room.includes('${'));
  if (isFixed) return { ...rest, roomsOf: () => rooms };
  return { ...rest, roomsOf: (action) => rooms.map((room) => fillTemplate(room, marksOf(action))) };
}

function marksOf({ resource, user, action = 'act', group = '', phase = '' }: Action) {
  return { resource, user, action, group, phase };
}

/** Reads what looks like a broadcast. What carries no id throws, so that somebody hears of it. */
function readerOf({ event, frame, id = 'id', room }: WrittenDelivery): Delivery['read'] {
  const documentOf = event === undefined ? frameReader(frame ?? null) : eventReader([event].flat());
  const idOf = pathOf(id);
  const nameOf = room === undefined ? null : pathOf(room);
  return (inbound) => {
    const found = documentOf(inbound);
    if (found === null) return null;
    if (!found.ok) throw new Error(found.reason);
    const requestId = requestIdOf(idOf(found.document));
    if (requestId === undefined) throw new Error(`it carries no id at \`${id}\``);
    const name = nameOf?.(found.document);
    return { requestId, room: typeof name === 'string' || typeof name === 'number' ? String(name) : null };
  };
}

type DocumentReader = (inbound: Inbound) => Read | null;

function eventReader(names: readonly string[]): DocumentReader {
  const known = new Set(names);
  return (inbound) => (inbound.kind === 'event' && known.has(inbound.event) ? readArgs(inbound.args) : null);
}

function frameReader(pattern: Json): DocumentReader {
  const matches = matcherOf(pattern);
  return (inbound) => {
    const read = readFrame(inbound);
    return read?.ok === true && matches(read.document) ? read : null;
  };
}
