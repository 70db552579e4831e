import type { Inbound } from '../transports/transport.js';
import type { RunEvent } from './events.js';
import { firstRequestId } from './request-id.js';
import { wordsOf } from './safe-wire.js';

/** A broadcast that arrived, as a scenario reads it in a message. */
interface ReadBroadcast {
  readonly requestId: number;
  readonly room: string | null;
}

/** Listens to all that arrives, for broadcasts of actions. */
export interface Tap {
  /** Takes what arrived on a connection. The clock is read before anything else is done. */
  message(connection: string, inbound: Inbound): void;
  /** The run is over: says what could not be read, if anything. */
  finish(): void;
}

/** Ids of actions are kept in 32 bits. */
const actionMost = 2 ** 31 - 1;
/** A room's name is a name; whatever is longer is cut, so that no server can fill the memory with them. */
const roomCharsMost = 200;

/** Hears nothing, where no scenario says what a broadcast looks like. */
const deaf: Tap = { message: () => undefined, finish: () => undefined };

/**
 * Makes `received` events of broadcasts. `delivery.read` is the scenario's and may be code: what it throws,
 * or says that makes no sense, is no broadcast, and is told once, at the end.
 */
export function tapOf(
  delivery: { readonly read: (inbound: Inbound) => ReadBroadcast | null } | null,
  emit: (event: RunEvent) => void,
  nowUs: () => number,
): Tap {
  if (delivery === null) return deaf;
  let unread = 0;
  let why = '';
  const unreadOn = new Set<string>();
  const others = otherMessages();
  let isHeard = false;
  return {
    message(connection, inbound) {
      const atUs = Math.ceil(nowUs());
      // What answers one request alone is no broadcast.
      if (inbound.kind === 'ack') return;
      const read = readSafely(delivery.read, inbound);
      if (read === null) return isHeard ? undefined : others.take(inbound);
      if (typeof read === 'string') {
        why = unread === 0 ? read : why;
        unread++;
        if (unreadOn.has(connection)) return;
        unreadOn.add(connection);
        emit({ kind: 'event', event: { kind: 'broadcast-unread', atUs, connection, reason: read } });
        return;
      }
      const { requestId, room } = read;
      isHeard = true;
      emit({ kind: 'received', action: requestId - firstRequestId, connection, atUs, room: cut(room) });
    },
    finish() {
      const came = isHeard || unread > 0 ? '' : others.text();
      if (came !== '') {
        const text = `nothing that came was read as a broadcast; what came: ${came}`;
        emit({ kind: 'event', event: { kind: 'note', atUs: Math.ceil(nowUs()), text } });
      }
      if (unread === 0) return;
      const many = unread === 1 ? 'a message' : `${unread} messages`;
      const text = `${many} could not be read as a broadcast: ${why}`;
      emit({ kind: 'event', event: { kind: 'note', atUs: Math.ceil(nowUs()), text } });
    },
  };
}

const namesMost = 10;
const nameCharsMost = 60;

/** What came besides broadcasts, by name and how often: a scenario may listen for the wrong one. */
function otherMessages() {
  const counts = new Map<string, number>();
  return {
    take(inbound: Inbound): void {
      const name =
        inbound.kind === 'event' ? inbound.event.slice(0, nameCharsMost) : `${inbound.kind} frames`;
      if (counts.has(name) || counts.size < namesMost) counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    text: () =>
      [...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([name, count]) => `${name} (${count} ${count === 1 ? 'time' : 'times'})`)
        .join(', '),
  };
}

/** The broadcast in a message, `null` where it is none, or why it cannot be read. */
function readSafely(
  read: (inbound: Inbound) => ReadBroadcast | null,
  inbound: Inbound,
): ReadBroadcast | string | null {
  try {
    const said: unknown = read(inbound);
    if (said === null || said === undefined) return null;
    return isBroadcast(said) ? said : 'what was read has no requestId, or a room that is no text';
  } catch (error) {
    return `reading it failed: ${wordsOf(error).slice(0, 200)}`;
  }
}

function isBroadcast(said: unknown): said is ReadBroadcast {
  if (typeof said !== 'object' || said === null) return false;
  const { requestId, room } = said as Partial<Record<keyof ReadBroadcast, unknown>>;
  const isId = Number.isSafeInteger(requestId) && Number(requestId) >= firstRequestId;
  return isId && Number(requestId) <= actionMost && (room === null || typeof room === 'string');
}

function cut(room: string | null): string | null {
  if (room === null || room.length <= roomCharsMost) return room;
  return room.slice(0, roomCharsMost);
}
