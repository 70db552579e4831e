import type { Blames } from './blame.js';
import { tangles } from './total-order.js';
import type { Scene, Walked } from './walk.js';

/** Blames what came in another order than was declared. Only first copies count. */
export function blameOrder(scene: Scene, walked: Pick<Walked, 'isFirst'>, blamed: Blames): void {
  switch (scene.spec.order) {
    case 'none':
      return;
    case 'sender':
      return bySender(scene, walked, blamed);
    case 'room':
      return byRoom(scene, walked, blamed);
    case 'total':
      for (const { room, steps } of tangles(scene, walked.isFirst)) {
        const [{ receiver, after }] = steps;
        blamed.add('order', after, receiver, () => ({ count: 0, us: 0, rooms: [room], steps }));
      }
  }
}

/** Of all that a receiver had before, what was sent last. */
type Latest = Map<number, number>;

/**
 * What one connection sent earlier must not come later. For each pair of sender and receiver it is enough to
 * remember what was sent last of all that has come.
 */
function bySender(scene: Scene, { isFirst }: Pick<Walked, 'isFirst'>, blamed: Blames): void {
  const { connections, history } = scene;
  const latest: Latest = new Map();
  eachFirst(scene, isFirst, (row, receiver) => {
    const sender = connections.senders[row];
    if (sender < 0) return;
    const before = laterThan(scene, latest, sender * connections.names.length + receiver, row);
    if (before < 0 || history.sentAtUs[before] <= history.sentAtUs[row]) return;
    const us = history.sentAtUs[before] - history.sentAtUs[row];
    blamed.add('order', row, receiver, () => ({ before, count: 0, us, rooms: [] }));
  });
}

/** What was surely accepted before another was even sent must not come after it in the same room. */
function byRoom(scene: Scene, { isFirst }: Pick<Walked, 'isFirst'>, blamed: Blames): void {
  const { connections, history, broadcasts } = scene;
  const latest: Latest = new Map();
  const roomOf = roomsOf(scene);
  eachFirst(scene, isFirst, (row, receiver, index) => {
    const room = roomOf.codeAt(row, index);
    if (room < 0) return;
    const before = laterThan(scene, latest, room * connections.names.length + receiver, row);
    if (before < 0 || broadcasts.kinds[row] !== 'surely') return;
    const us = history.sentAtUs[before] - history.settledAtUs[row];
    if (!(us > 0)) return;
    blamed.add('order', row, receiver, () => ({ before, count: 0, us, rooms: [roomOf.name(room)] }));
  });
}

/** The row that was sent last of all that have come in a lane before this one, -1 where it is the first. */
function laterThan({ history }: Scene, latest: Latest, lane: number, row: number): number {
  const before = latest.get(lane) ?? -1;
  if (before < 0 || history.sentAtUs[before] < history.sentAtUs[row]) latest.set(lane, row);
  return before;
}

/** Visits first copies in order of arrival. */
export function eachFirst(
  { receipts, connections }: Scene,
  isFirst: Uint8Array,
  visit: (row: number, receiver: number, index: number) => void,
): void {
  for (let index = 0; index < isFirst.length; index++)
    if (isFirst[index] === 1) visit(receipts.rows[index], connections.ofReceipts[index], index);
}

/** Which room a broadcast surely came by: the one that it names, or the only one there is. */
export function roomsOf({ history, broadcasts }: Scene) {
  const codes = new Map<string, number>();
  const names: string[] = [];
  const codeOf = (room: string): number => {
    const known = codes.get(room);
    if (known !== undefined) return known;
    codes.set(room, names.length);
    return names.push(room) - 1;
  };
  return {
    name: (code: number): string => names[code] ?? '',
    count: () => names.length,
    /** -1 where it may have come by one of several. */
    codeAt(row: number, index: number): number {
      const rooms = broadcasts.rooms[row];
      if (rooms.length === 1) return codeOf(rooms[0]);
      const named = history.receipts.rooms[history.receipts.room[index]];
      return named !== undefined && rooms.includes(named) ? codeOf(named) : -1;
    },
  };
}
