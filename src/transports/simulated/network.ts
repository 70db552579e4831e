import type { Latency } from './latency.js';
import type { Span } from './virtual-ports.js';

/** A network in virtual time. Everything absent is harmless. */
export interface SimulatedNetwork {
  /** From client to server, one way. */
  readonly up: Latency;
  /** From server to client, one way. */
  readonly down: Latency;
  /** Added to each message, uniform from 0, in either direction. */
  readonly jitterUs?: number;
  /** `ordered` (default, as TCP): per connection and direction nothing overtakes. */
  readonly order?: 'ordered' | 'overtaking';
  /** The share of requests that never reach the server. */
  readonly lostRequests?: number;
  /** The share of answers that never reach the client, although the server acted. */
  readonly lostAnswers?: number;
  readonly cuts?: readonly Cut[];
  /** What would reach a client in these spans reaches all of them at the span's end: a stalled generator. */
  readonly clientStalls?: readonly Span[];
}

/** Connections that break at a planned instant. From then on nothing passes on them, not even what was on its way. */
export interface Cut {
  readonly atUs: number;
  /** Absent: everybody's. */
  readonly users?: readonly number[];
  /** How long after the cut the client notices; until then it sends into the void. Default 0. */
  readonly noticedAfterUs?: number;
  /** Whether requests that were on their way still reach the server. Default `lost`. */
  readonly requests?: 'lost' | 'arrive';
}
