import type { DeliverySpec } from '../oracle/delivery/contract.js';
import type { StateSpec } from '../oracle/state/contract.js';
import type { Inbound } from '../transports/transport.js';

/** What is broadcast, and how a broadcast is known when it arrives. */
export interface Delivery extends DeliverySpec {
  /** `null` for a message that is no broadcast of an action. */
  readonly read: (inbound: Inbound) => Broadcast | null;
  /** What a stored run keeps of it; `null` where its rooms are told in code. */
  readonly stored: StoredDelivery | null;
}

/** A delivery without code: the rooms are patterns with the marks of an action. */
export interface StoredDelivery extends Omit<DeliverySpec, 'roomsOf'> {
  readonly rooms: readonly string[];
}

/** A broadcast that arrived. */
export interface Broadcast {
  /** The id of the request (`${id}`) whose action it is of. */
  readonly requestId: number;
  /** `null` where the message does not say. */
  readonly room: string | null;
}

/** What the server's state is compared with, and how it is asked for. */
export interface StateCheck extends StateSpec {
  /** Besides the end of the run; `null`: only then. */
  readonly everyUs: number | null;
  /** Asks the server. What it throws is written down: then this reading says nothing. */
  readonly read: (context: ReadContext) => StateValues | Promise<StateValues>;
  /** What a run folder keeps of it. */
  readonly stored: StoredCheck;
}

/** A check as data, from which it can be judged again; `count: null`: it counts in code, and cannot. */
export interface StoredCheck {
  readonly name: string;
  readonly kind: StateSpec['kind'];
  readonly per: 'resource' | 'user' | 'action' | 'group' | 'value';
  readonly count: 'accepts' | 'nothing' | Readonly<Record<string, number>> | null;
  readonly start: number | null;
  /** Absent in folders of older versions. */
  readonly isStartSure?: boolean;
  readonly settleUs: number;
}

export type StateValues = Readonly<Record<string, number | readonly string[]>>;

export interface ReadContext {
  /** The address of the target. */
  readonly target: string;
  readonly run: string;
  readonly resourceNames: readonly string[];
  readonly userNames: readonly string[];
  /** HTTP; a path is taken relative to the target. Given up when the time is up. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** What is asked of the server about itself while it runs. */
export interface ServerWatch {
  readonly everyUs: number;
  /** Path or URL of an endpoint that answers with JSON; its numbers are taken. `null`: none. */
  readonly health: string | null;
  /** Whether memory and processor time of the server's process are looked at, where turnwise started it. */
  readonly process: boolean;
}
