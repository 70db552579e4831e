import type { Answer } from '../history/outcome.js';
import type { Inbound, Outbound } from '../transports/transport.js';

/** What a wire knows of an action when it writes it. Names, not indices. */
export interface WireRequest {
  /** Unique in the run and at least 1, so that servers that take 0 for absent work. */
  readonly id: number;
  readonly user: string;
  readonly resource: string;
  readonly step: number;
  readonly action: string;
  readonly phase: string;
  /** What the scenario draws anew for each action, by name; absent: nothing. Reading one draws it. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * How an answer finds its action:
 * - `ack`: the transport's own acknowledgement;
 * - `id`: the answer repeats the request's id;
 * - `order`: answers come in the order of the requests of a connection (one in flight, enforced).
 */
export type Correlation = 'ack' | 'id' | 'order';

/**
 * A decoded answer. `id` is present when the correlation is `id` and the answer names an action. An
 * `error` without it (a frame that is no JSON at all) belongs to no action that anybody can tell.
 */
export interface Decoded {
  readonly id?: number;
  readonly answer: Answer;
}

/** A pure codec between actions and frames. */
export interface Wire {
  readonly name: string;
  readonly correlation: Correlation;
  readonly speaks: 'events' | 'frames';
  /** Where an answer repeats the request's id, as a dotted path; absent: nowhere. */
  readonly repeatsIdAt?: string;
  /**
   * Where answers go by order: whether it tells them from other messages by what they say. Else any message
   * may be taken for one. Absent: it does not.
   */
  readonly isSelective?: true;
  encode(request: WireRequest): Outbound;
  /**
   * `null` for a message that answers nothing (a broadcast, a welcome). A message that looks like
   * an answer and cannot be read is an `error` answer, never an exception.
   */
  decode(inbound: Inbound): Decoded | null;
}
