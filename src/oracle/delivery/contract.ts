import type { Action } from '../../history/action.js';

/** What is broadcast to whom, as a scenario declares it. */
export interface DeliverySpec {
  /** The rooms that an accepted action is broadcast to; none: it is not broadcast. */
  readonly roomsOf: (action: Action) => readonly string[];
  /**
   * Who is a member of these rooms: whoever was seen to join one (absent); or every open connection of every
   * one, from its opening on, as where a server sends to all.
   */
  readonly members?: 'joined' | 'connected';
  /** Whether the connection that sent the action gets its broadcast too, where it is a member. */
  readonly echo: boolean;
  /**
   * What may be expected of the order in which one connection gets two broadcasts: nothing; that those of one
   * sender's connection keep its order; that in a room what was surely decided first comes first; that all
   * members of a room get everything in one order.
   */
  readonly order: 'none' | 'sender' | 'room' | 'total';
  /** A broadcast that has not come so long after its action's answer does not come any more. */
  readonly quietUs: number;
  /**
   * What whoever is in several of an action's rooms gets: perhaps a copy for each of them (absent), or one in
   * all, as where a server sends to the union of the rooms.
   */
  readonly copies?: 'per-room' | 'one';
  /** Whether a connection may get a broadcast twice. */
  readonly atLeastOnce: boolean;
}
