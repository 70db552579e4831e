import type { History } from '../../history/history.js';
import type { Connections } from './connections.js';
import {
  certaintyOf,
  compare,
  gapsIn,
  isWithin,
  type Certainty,
  type Interval,
  type Move,
} from './intervals.js';

/** A stretch of time of one connection. */
export interface Stay extends Interval {
  readonly connection: number;
}

/** Who is in a room, as far as that is certain. */
export interface Membership {
  /** Surely members, in order of their beginnings. */
  readonly sure: readonly Stay[];
  /** Members perhaps, the sure ones among them, in order of their beginnings. */
  readonly perhaps: readonly Stay[];
  /** Whether a connection surely was no member at any instant of a stretch of time. */
  isOutside(connection: number, fromUs: number, toUs: number): boolean;
}

export interface Memberships {
  of(room: string): Membership;
  /** Whether anybody was seen to join it, or it needs no joining. */
  isKnown(room: string): boolean;
}

/** Memberships of a run, as far as its joins, leaves and connections tell. */
export function membershipsOf(
  history: History,
  connections: Connections,
  members: 'joined' | 'connected',
): Memberships {
  const moves = members === 'joined' ? movesOf(history, connections) : new Map<string, Moves>();
  const heirs = heirsOf(connections);
  const besides = besidesOf(connections);
  const made = new Map<string, Membership>();
  let anybody: Membership | null = null;
  return {
    isKnown: (room) => members === 'connected' || moves.has(room),
    of(room) {
      const inRoom = moves.get(room);
      if (inRoom === undefined) return (anybody ??= anybodyOf(connections, members === 'connected'));
      const membership =
        made.get(room) ??
        membershipOf(certaintiesOf(inRoom, connections, { heirs, besides }), connections, history.complete);
      made.set(room, membership);
      return membership;
    },
  };
}

/** By connection. */
type Moves = Map<number, Move[]>;

function movesOf({ events }: History, connections: Connections): Map<string, Moves> {
  const moves = new Map<string, Moves>();
  for (const event of events) {
    if (event.kind !== 'room-joined' && event.kind !== 'room-left') continue;
    const inRoom = moves.get(event.room) ?? new Map<number, Move[]>();
    moves.set(event.room, inRoom);
    const code = connections.codeOf(event.connection);
    const own = inRoom.get(code) ?? [];
    inRoom.set(code, own);
    own.push({ isJoin: event.kind === 'room-joined', askedAtUs: event.askedAtUs, atUs: event.atUs });
  }
  return moves;
}

/** Of a room that nobody was seen to join, or that all are in: everybody who is connected, perhaps or surely. */
function anybodyOf(connections: Connections, isSure: boolean): Membership {
  const { openFromUs, openedUs, endUs, sureUntilUs } = connections;
  const all = connections.names.map((_, connection) => connection);
  const perhaps = all.map((connection) => ({
    connection,
    fromUs: openFromUs[connection],
    toUs: endUs[connection],
  }));
  const sure = all.map((connection) => ({
    connection,
    fromUs: openedUs[connection],
    toUs: sureUntilUs[connection],
  }));
  return { sure: isSure ? inOrder(sure) : [], perhaps: inOrder(perhaps), isOutside: () => false };
}

function membershipOf(
  certain: ReadonlyMap<number, Certainty>,
  connections: Connections,
  isComplete: boolean,
): Membership {
  const sure: Stay[] = [];
  const perhaps: Stay[] = [];
  for (const [connection, { inside, outside }] of certain) {
    const { openFromUs, endUs, sureUntilUs } = connections;
    const life = { fromUs: openFromUs[connection], toUs: endUs[connection] };
    for (const gap of gapsIn(life, outside)) perhaps.push({ connection, ...gap });
    for (const { fromUs, toUs } of inside) {
      const untilUs = Math.min(toUs, sureUntilUs[connection]);
      if (untilUs > fromUs) sure.push({ connection, fromUs, toUs: untilUs });
    }
  }
  return {
    sure: inOrder(sure),
    perhaps: inOrder(perhaps),
    isOutside(connection, fromUs, toUs) {
      // Of a history that broke off, the last joins may not have been written down.
      if (!isComplete) return false;
      const own = certain.get(connection);
      return own === undefined || isWithin(own.outside, fromUs, toUs);
    },
  };
}

/**
 * What is certain of each connection that ever moved, or may have got its membership from one before it: a server
 * may take up the session of a user who has lost its connection, rooms and all.
 */
function certaintiesOf(
  moves: Moves,
  connections: Connections,
  { heirs, besides }: Record<'heirs' | 'besides', Others>,
): Map<number, Certainty> {
  const certain = new Map<number, Certainty>();
  const mayBeIn = (connection: number): boolean => {
    const own = certain.get(connection);
    const endUs = connections.endUs[connection];
    return own !== undefined && !isWithin(own.outside, endUs, endUs);
  };
  for (const connection of connections.byOpening) {
    const inherits = heirs[connection].some(mayBeIn);
    const own = moves.get(connection) ?? [];
    const beside = besides[connection].flatMap((other) => moves.get(other) ?? []);
    if (own.length === 0 && beside.length === 0 && !inherits) continue;
    certain.set(connection, certaintyOf(own, inherits ? 'unknown' : 'outside', beside));
  }
  return certain;
}

/** By connection: others of the same user. */
type Others = readonly (readonly number[])[];

/** Those that were there at the same time: where users are members, and not connections, they move together. */
function besidesOf({ users, endUs, openFromUs, byOpening }: Connections): Others {
  const byUser = new Map<string, number[]>();
  for (const connection of byOpening) {
    const own = byUser.get(users[connection]) ?? [];
    byUser.set(users[connection], own);
    own.push(connection);
  }
  return users.map((user, connection) =>
    user === ''
      ? []
      : (byUser.get(user) ?? []).filter(
          (other) =>
            other !== connection &&
            endUs[other] > openFromUs[connection] &&
            endUs[connection] > openFromUs[other],
        ),
  );
}

/** The connections that a user had lost before each of its connections. */
function heirsOf({ users, isLost, endUs, openFromUs, byOpening }: Connections): Others {
  const heirs: (readonly number[])[] = users.map(() => []);
  const lostBy = new Map<string, number[]>();
  for (const connection of byOpening) {
    const lost = lostBy.get(users[connection]) ?? [];
    heirs[connection] = lost.filter((before) => endUs[before] <= openFromUs[connection]);
    if (isLost[connection] === 1) lostBy.set(users[connection], [...lost, connection]);
  }
  return heirs;
}

function inOrder(stays: readonly Stay[]): readonly Stay[] {
  return stays.toSorted((a, b) => compare(a.fromUs, b.fromUs) || a.connection - b.connection);
}
