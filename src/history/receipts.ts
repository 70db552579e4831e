/**
 * Broadcasts as they arrived, column by column, in order of arrival: which connection got the broadcast of which
 * action, and when. There may be a thousand for one action, so they are no events.
 */
export interface Receipts {
  readonly length: number;
  /** Index into `connections`. */
  readonly connection: Int32Array;
  /** The id of the action whose broadcast it is, as the history's actions have it. */
  readonly action: Int32Array;
  /** Microseconds since the run's origin, rounded up. */
  readonly atUs: Float64Array;
  /** Index into `rooms`, -1 where the message did not say. */
  readonly room: Int32Array;
  /** Ids of connections (`u3.1`). */
  readonly connections: readonly string[];
  readonly rooms: readonly string[];
}

/** Nothing arrived, or nobody listened. */
export const noReceipts: Receipts = {
  length: 0,
  connection: new Int32Array(0),
  action: new Int32Array(0),
  atUs: new Float64Array(0),
  room: new Int32Array(0),
  connections: [],
  rooms: [],
};
