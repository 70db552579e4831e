import type { History } from '../../history/history.js';
import { blames, type Blames } from './blame.js';
import type { Broadcasts } from './broadcasts.js';
import type { Connections } from './connections.js';
import type { DeliverySpec } from './contract.js';
import { copiesTooMany } from './copies.js';
import type { Disturbances } from './disturbances.js';
import type { Memberships } from './memberships.js';
import type { ReceiptsByRow } from './receipts-of.js';
import { sweepOf, type Sweep } from './sweep.js';
import { tally, type Tally } from './tally.js';

/** All that is known of a run's deliveries. */
export interface Scene {
  readonly history: History;
  readonly spec: DeliverySpec;
  readonly broadcasts: Broadcasts;
  readonly receipts: ReceiptsByRow;
  readonly connections: Connections;
  readonly memberships: Memberships;
  readonly disturbances: Disturbances;
}

/** What a walk through all actions has found. */
export interface Walked {
  readonly all: Tally;
  readonly rooms: ReadonlyMap<string, Tally>;
  readonly blames: Blames;
  /** Whether a receipt is the first copy of its action on its connection, and counts for its order. */
  readonly isFirst: Uint8Array;
}

/**
 * Goes through the actions in order of sending, and for each through whoever had to get its broadcast, may
 * have, and did. Time is what there is to look at: members times actions, and receipts.
 */
export function walk(scene: Scene): Walked {
  return new Walk(scene).walked();
}

/** A class because a million steps share their marks: which connection was last seen at which action. */
class Walk {
  readonly #scene: Scene;
  readonly #all = tally();
  readonly #rooms = new Map<string, { readonly tally: Tally; readonly sweep: Sweep }>();
  readonly #blames = blames();
  readonly #isFirst: Uint8Array;
  /** The action, counted from 1, that a connection last got; may have been due to get; had to get; was disturbed at. */
  readonly #got: Int32Array;
  readonly #may: Int32Array;
  readonly #due: Int32Array;
  readonly #disturbed: Int32Array;
  /** The same for one room of an action at a time. */
  readonly #seen: Int32Array;
  #visits = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    const { length } = scene.connections.names;
    this.#isFirst = new Uint8Array(scene.history.receipts.length);
    this.#got = new Int32Array(length);
    this.#may = new Int32Array(length);
    this.#due = new Int32Array(length);
    this.#disturbed = new Int32Array(length);
    this.#seen = new Int32Array(length);
  }

  walked(): Walked {
    const { history, broadcasts } = this.#scene;
    for (let row = 0; row < history.length; row++) {
      const kind = broadcasts.kinds[row];
      if (kind === 'silent') continue;
      this.#receive(row);
      if (kind === 'never') this.#phantoms(row);
      if (kind === 'surely') this.#reach(row);
      if (kind !== 'never') this.#strays(row);
    }
    const rooms = new Map([...this.#rooms].map(([room, { tally: one }]) => [room, one]));
    return { all: this.#all, rooms, blames: this.#blames, isFirst: this.#isFirst };
  }

  /** Marks who got an action, and blames copies too many. */
  #receive(row: number): void {
    const { receipts, connections, spec, broadcasts } = this.#scene;
    const isRefused = broadcasts.kinds[row] === 'never';
    let hasCopies = false;
    for (let at = receipts.from[row]; at < receipts.from[row + 1]; at++) {
      const connection = connections.ofReceipts[receipts.order[at]];
      if (this.#got[connection] === row + 1) hasCopies = true;
      else if (!isRefused) this.#isFirst[receipts.order[at]] = 1;
      this.#got[connection] = row + 1;
    }
    if (!hasCopies || isRefused || spec.atLeastOnce) return;
    const rooms = broadcasts.rooms[row];
    for (const { connection, copies, apartUs } of copiesTooMany(this.#scene, row)) {
      this.#blames.add('duplicate', row, connection, () => ({ count: copies, us: apartUs, rooms }));
    }
  }

  #phantoms(row: number): void {
    const { receipts, connections } = this.#scene;
    const told = new Set<number>();
    for (let at = receipts.from[row]; at < receipts.from[row + 1]; at++) {
      const connection = connections.ofReceipts[receipts.order[at]];
      if (told.has(connection)) continue;
      told.add(connection);
      this.#blames.add('phantom', row, connection, () => ({ count: 0, us: 0, rooms: [] }));
    }
  }

  /** Counts who had to get the broadcast of an accepted action, and who may have. */
  #reach(row: number): void {
    const { history, broadcasts, spec, disturbances } = this.#scene;
    const rooms = broadcasts.rooms[row];
    if (rooms.length === 0) return;
    const sentUs = history.sentAtUs[row];
    const untilUs = history.settledAtUs[row] + spec.quietUs;
    const isCalm = !disturbances.touchesAll(sentUs, untilUs);
    for (const connection of disturbances.touched(sentUs, untilUs)) this.#disturbed[connection] = row + 1;
    this.#all.broadcasts++;
    for (const name of rooms) {
      const room = this.#room(name);
      room.tally.broadcasts++;
      this.#visits++;
      room.sweep.meeting(sentUs, untilUs, (connection) => this.#perhaps(row, connection, room.tally));
      this.#visits++;
      if (isCalm)
        room.sweep.covering(sentUs, untilUs, (connection) => this.#surely(row, connection, room.tally));
    }
  }

  #perhaps(row: number, connection: number, room: Tally): void {
    if (this.#isExempt(row, connection) || this.#seen[connection] === this.#visits) return;
    this.#seen[connection] = this.#visits;
    const got = this.#got[connection] === row + 1 ? 1 : 0;
    room.expectedMost++;
    room.received += got;
    if (this.#may[connection] === row + 1) return;
    this.#may[connection] = row + 1;
    this.#all.expectedMost++;
    this.#all.received += got;
  }

  #surely(row: number, connection: number, room: Tally): void {
    if (this.#isExempt(row, connection) || this.#seen[connection] === this.#visits) return;
    if (this.#disturbed[connection] === row + 1) return;
    this.#seen[connection] = this.#visits;
    const got = this.#got[connection] === row + 1 ? 1 : 0;
    room.expectedLeast++;
    room.receivedOfLeast += got;
    if (this.#due[connection] === row + 1) return;
    this.#due[connection] = row + 1;
    this.#all.expectedLeast++;
    this.#all.receivedOfLeast += got;
    if (got === 1) return;
    this.#blames.add('missing', row, connection, () => ({
      count: 0,
      us: 0,
      rooms: this.#scene.broadcasts.rooms[row],
    }));
  }

  /** Blames what arrived where it surely does not belong. */
  #strays(row: number): void {
    const { history, receipts, connections, broadcasts } = this.#scene;
    const rooms = broadcasts.rooms[row];
    for (let at = receipts.from[row]; at < receipts.from[row + 1]; at++) {
      const index = receipts.order[at];
      const connection = connections.ofReceipts[index];
      if (this.#isFirst[index] === 0 || this.#due[connection] === row + 1) continue;
      if (!this.#isStray(row, connection, history.receipts.atUs[index])) continue;
      const us = history.receipts.atUs[index] - history.sentAtUs[row];
      this.#blames.add('leak', row, connection, () => ({ count: 0, us, rooms }));
    }
  }

  #isStray(row: number, connection: number, atUs: number): boolean {
    const { history, memberships, broadcasts } = this.#scene;
    if (this.#isExempt(row, connection)) return true;
    return broadcasts.rooms[row].every((room) =>
      memberships.of(room).isOutside(connection, history.sentAtUs[row], atUs),
    );
  }

  /** Whether a connection gets nothing of what it has sent itself. */
  #isExempt(row: number, connection: number): boolean {
    const { spec, connections } = this.#scene;
    return !spec.echo && connections.senders[row] === connection;
  }

  #room(name: string) {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const room = { tally: tally(), sweep: sweepOf(this.#scene.memberships.of(name)) };
    this.#rooms.set(name, room);
    return room;
  }
}
