import type { HistoryEvent } from '../../../src/history/action.js';
import {
  diceOf,
  horizon,
  neverUs,
  roomNames,
  roomsOf,
  type Copy,
  type Dice,
  type Room,
  type World,
  type WorldAction,
  type WorldConnection,
  type WorldMove,
} from './world.js';

/**
 * A correct server and its network, with everything at exact instants, which the history blurs. Shares no code
 * with the judge: it broadcasts, it does not reason about windows.
 */
export function legalWorld(state: number): World {
  const dice = diceOf(state);
  const order = pick(dice, ['none', 'none', 'sender', 'room', 'total'] as const);
  const spec = {
    roomsOf,
    members: dice(6) === 0 ? ('connected' as const) : ('joined' as const),
    echo: dice(3) > 0,
    order,
    quietUs: 1 + dice(5),
    atLeastOnce: dice(4) === 0,
    copies: pick(dice, ['per-room', 'per-room', 'one'] as const),
  };
  const connections = connectionsOf(dice);
  const actions = actionsOf(dice, connections, order === 'none');
  const lag = dice(spec.quietUs + 1);
  const world = { spec, connections, actions, events: troubles(dice, connections), copies: [] };
  return { ...world, copies: broadcast(dice, world, order === 'none' ? null : lag) };
}

export function pick<T>(dice: Dice, from: readonly T[]): T {
  return from[dice(from.length)];
}

function connectionsOf(dice: Dice): readonly WorldConnection[] {
  const users = 2 + dice(2);
  return Array.from({ length: users }, (_, index) => `u${index}`).flatMap((user) => {
    const opened = dice(8);
    const isLost = dice(3) === 0;
    const dead = isLost ? opened + 3 + dice(25) : Infinity;
    const lost = isLost ? dead + dice(12) : null;
    const first = connection(dice, {
      name: `${user}.1`,
      user,
      openFrom: opened - dice(3),
      opened,
      dead,
      lost,
      bornIn: [],
    });
    if (lost === null || dice(3) === 0) return [first];
    const again = lost + 2 + dice(5);
    const bornIn = dice(2) === 0 ? roomNames.filter((room) => isIn(dice, first, room, dead)) : [];
    const openFrom = again - dice(2);
    return [
      first,
      connection(dice, {
        name: `${user}.2`,
        user,
        openFrom,
        opened: again,
        dead: Infinity,
        lost: null,
        bornIn,
      }),
    ];
  });
}

function connection(dice: Dice, base: Omit<WorldConnection, 'moves'>): WorldConnection {
  const moves: WorldMove[] = [];
  for (const room of roomNames) {
    let asked = base.opened + dice(6);
    let isJoin = dice(8) > 0;
    const count = dice(4);
    for (let index = 0; index < count; index++) {
      const took = dice(4);
      const fails = dice(12) === 0;
      const at = asked + took;
      const done = fails ? (dice(2) === 0 ? null : asked + dice(10)) : asked + dice(took + 1);
      moves.push({
        room,
        isJoin,
        asked,
        at: fails ? neverUs : at,
        done: done !== null && done < base.dead ? done : null,
      });
      // Now and then the next is asked before this one is done.
      asked = Math.max(asked, at + dice(14) - 2);
      isJoin = dice(6) === 0 ? isJoin : !isJoin;
    }
  }
  // What was asked on a connection that was dead by then was never done, nor surely.
  const told = moves
    .filter(({ asked }) => asked < (base.lost ?? Infinity))
    .map((move) =>
      move.done === null || move.at >= (base.lost ?? Infinity) ? { ...move, at: neverUs } : move,
    );
  // One that leaves first was in by some other way.
  const leavers = roomNames.filter((room) => told.find((move) => move.room === room)?.isJoin === false);
  return { ...base, moves: told, bornIn: [...new Set([...base.bornIn, ...leavers])] };
}

/** Whether a connection is in a room at an instant; what happens at that very instant may come before or after. */
function isIn(dice: Dice, { moves, bornIn, opened, dead }: WorldConnection, room: Room, at: number): boolean {
  if (at < opened || at > dead) return false;
  let inside = bornIn.includes(room);
  const done = moves
    .filter((move) => move.room === room && move.done !== null)
    .map((move) => ({ move, key: (move.done ?? 0) + dice(100) / 1000 }))
    .sort((a, b) => a.key - b.key);
  for (const { move, key } of done) if (key <= at + dice(2) * 0.5) inside = move.isJoin;
  return inside;
}

function actionsOf(
  dice: Dice,
  connections: readonly WorldConnection[],
  isFree: boolean,
): readonly WorldAction[] {
  const drawn = Array.from({ length: 1 + dice(5) }, () => {
    const sender = dice(connections.length);
    const { opened, lost } = connections[sender];
    const last = Math.min(lost ?? horizon - 15, horizon - 15);
    return { sender, sent: opened + dice(Math.max(1, last - opened)) };
  }).sort((a, b) => a.sent - b.sent);
  const latest = new Map<number, number>();
  return drawn.map(({ sender, sent }, id): WorldAction => {
    const { dead, lost } = connections[sender];
    const earliest = isFree ? sent : Math.max(sent, latest.get(sender) ?? 0);
    const decided = earliest + dice(4);
    latest.set(sender, decided);
    const answered = decided + dice(3);
    const reached = decided < dead;
    const passed = reached && dice(4) > 0;
    const rooms = roomNames.filter(() => dice(3) > 0);
    const hears = answered < dead && answered < (lost ?? Infinity) && dice(8) > 0;
    const base = { id, sender, sent, rooms, decided, passed };
    if (!hears || !reached) return { ...base, settled: null, outcome: 'unknown' };
    if (dice(12) === 0) return { ...base, settled: answered, outcome: 'error' };
    return { ...base, settled: answered, outcome: passed ? 'accepted' : 'rejected' };
  });
}

function troubles(dice: Dice, connections: readonly WorldConnection[]): readonly HistoryEvent[] {
  if (dice(5) > 0) return [];
  const atUs = dice(horizon);
  const untilUs = atUs + dice(6);
  const user = connections[dice(connections.length)].user;
  return [
    pick<HistoryEvent>(dice, [
      { kind: 'server-restarted', atUs },
      { kind: 'fault', atUs, fault: 'delay', text: 'late', untilUs },
      { kind: 'fault', atUs, fault: 'stall', text: 'stalled', untilUs, userNames: [user] },
      { kind: 'fault', atUs, fault: 'drop', text: 'dropped' },
    ]),
  ];
}

interface Written extends Copy {
  readonly written: number;
  readonly rank: number;
}

/** Every connection is looked up by itself, at some instant of its own; what is written in one order arrives in it. */
function broadcast(dice: Dice, world: Omit<World, 'copies'>, lag: number | null): readonly Copy[] {
  const { spec, connections, actions } = world;
  const ranked = [...actions].sort((a, b) => a.decided - b.decided || a.id - b.id);
  const written = ranked.flatMap((action, rank) => {
    if (!action.passed || action.outcome === 'rejected') return [];
    const latest = (action.settled ?? action.decided + 8) + spec.quietUs;
    const look = (): number =>
      lag === null
        ? action.decided + dice(latest - action.decided + 1)
        : Math.min(latest, action.decided + lag);
    return connections.flatMap((to, connection): Written[] => {
      if (!spec.echo && action.sender === connection) return [];
      const copies = copiesFor(dice, { spec, to, action, look });
      return copies
        .filter(({ at }) => at < to.dead)
        .map(({ at, room }) => ({ action: action.id, connection, room, at: latest, written: at, rank }));
    });
  });
  return arrived(dice, written);
}

interface Addressed {
  readonly spec: World['spec'];
  readonly to: WorldConnection;
  readonly action: WorldAction;
  readonly look: () => number;
}

function copiesFor(
  dice: Dice,
  { spec, to, action, look }: Addressed,
): readonly { at: number; room: string | null }[] {
  const isMember = (room: Room, at: number): boolean =>
    spec.members === 'connected' ? at >= to.opened && at <= to.dead : isIn(dice, to, room, at);
  const looked = action.rooms
    .map((room) => ({ room, at: look() }))
    .filter(({ room, at }) => isMember(room, at));
  const isTold = dice(2) === 0;
  // To all rooms at once, and each member once; or room by room.
  const sent = dice(2) === 0 || spec.copies === 'one' ? looked.slice(0, 1) : looked;
  const copies = sent.map(({ room, at }) => ({ at, room: isTold ? room : null }));
  return spec.atLeastOnce && dice(4) === 0 ? [...copies, ...copies] : copies;
}

function arrived(dice: Dice, written: readonly Written[]): readonly Copy[] {
  const lines = new Map<number, Written[]>();
  for (const copy of [...written].sort((a, b) => a.written - b.written || a.rank - b.rank))
    lines.set(copy.connection, [...(lines.get(copy.connection) ?? []), copy]);
  const copies = [...lines.values()].flatMap((line) => {
    // Nothing overtakes on one connection, and all of it is there by its quiet end.
    const latest = line.map(({ at }) => at);
    for (let index = latest.length - 2; index >= 0; index--)
      latest[index] = Math.min(latest[index] ?? 0, latest[index + 1] ?? 0);
    let before = 0;
    return line.map((copy, index) => {
      const from = Math.max(before, copy.written);
      before = from + dice(Math.max(1, (latest[index] ?? from) - from + 1));
      return { ...copy, at: before };
    });
  });
  return copies.sort((a, b) => a.at - b.at);
}
