import type { Scene } from './walk.js';

/** A connection that got more copies of an action than it can have had from its rooms. */
export interface Surplus {
  readonly connection: number;
  readonly copies: number;
  /** Between the last two of them. */
  readonly apartUs: number;
}

/** The copies of one connection that carry the same name of a room, or none. */
interface Copies {
  readonly connection: number;
  readonly room: number;
  count: number;
  lastUs: number;
  apartUs: number;
}

/**
 * Which connections got an action more often than once for each room. A message that names one of its rooms
 * comes once for it; one that says nothing, or something else, comes at most once for each room that the
 * connection may have been in, and once in all where the server sends to the union of the rooms.
 */
export function copiesTooMany(scene: Scene, row: number): readonly Surplus[] {
  const { broadcasts, history } = scene;
  const rooms = broadcasts.rooms[row];
  const told = new Map<number, Surplus>();
  for (const { connection, room, count, lastUs, apartUs } of copiesOf(scene, row)) {
    if (count < 2 || told.has(connection)) continue;
    const name = room < 0 ? null : history.receipts.rooms[room];
    const isNamed = name !== null && rooms.includes(name);
    if (!isNamed && count <= roomsPerhaps(scene, row, connection, lastUs)) continue;
    told.set(connection, { connection, copies: count, apartUs });
  }
  return [...told.values()];
}

function copiesOf({ history, receipts, connections, spec }: Scene, row: number): Iterable<Copies> {
  const known = new Map<string, Copies>();
  for (let at = receipts.from[row]; at < receipts.from[row + 1]; at++) {
    const index = receipts.order[at];
    const connection = connections.ofReceipts[index];
    const room = spec.copies === 'one' ? -1 : history.receipts.room[index];
    const atUs = history.receipts.atUs[index];
    const name = `${connection} ${room}`;
    const copies = known.get(name) ?? { connection, room, count: 0, lastUs: atUs, apartUs: 0 };
    known.set(name, copies);
    copies.count++;
    copies.apartUs = atUs - copies.lastUs;
    copies.lastUs = atUs;
  }
  return known.values();
}

/** How many of an action's rooms a connection may have been in until some instant; one where it was in none. */
function roomsPerhaps(
  { broadcasts, memberships, history, spec }: Scene,
  row: number,
  connection: number,
  atUs: number,
) {
  if (spec.copies === 'one') return 1;
  const sentUs = history.sentAtUs[row];
  const perhaps = broadcasts.rooms[row].filter(
    (room) => !memberships.of(room).isOutside(connection, sentUs, atUs),
  );
  return Math.max(1, perhaps.length);
}
