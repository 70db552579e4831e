import { dictionary } from './dictionary.js';
import { float64Column, int32Column } from './growing.js';
import { noReceipts, type Receipts } from './receipts.js';

/** The growing columns of broadcasts that have arrived. */
export interface ReceiptTable {
  readonly length: number;
  /** In order of arrival. `room` is `null` where the message did not say. */
  received(action: number, connection: string, atUs: number, room: string | null): void;
  /** A copy of everything so far; the table can grow on. */
  receipts(): Receipts;
}

/** Makes an empty table. It takes no memory before the first broadcast, and nothing but its cells for each. */
export function receiptTable(capacity = 1024): ReceiptTable {
  const connection = int32Column(-1, capacity);
  const action = int32Column(-1, capacity);
  const atUs = float64Column(NaN, capacity);
  const room = int32Column(-1, capacity);
  const connections = dictionary();
  const rooms = dictionary();
  let length = 0;
  return {
    get length() {
      return length;
    },
    received(ofAction, onConnection, arrivedAtUs, inRoom) {
      connection.set(length, connections.codeOf(onConnection));
      action.set(length, ofAction);
      atUs.set(length, arrivedAtUs);
      room.set(length, inRoom === null ? -1 : rooms.codeOf(inRoom));
      length++;
    },
    receipts() {
      if (length === 0) return noReceipts;
      return {
        length,
        connection: connection.trimmed(length, null),
        action: action.trimmed(length, null),
        atUs: atUs.trimmed(length, null),
        room: room.trimmed(length, null),
        connections: connections.texts.slice(),
        rooms: rooms.texts.slice(),
      };
    },
  };
}
