import type { Observable } from 'rxjs';
import type { Random } from '../plan/random.js';
import type { Inbound, Outbound } from '../transports/transport.js';
import type { WireRequest } from '../wires/wire.js';

/**
 * What a user does around acting, in code: all of it optional, each timed on its own. A hook that throws is
 * that user's trouble alone: it is written down with its reason, and the connection is tried again or left.
 */
export interface SessionHooks {
  /** Once per user, before its first connection: tokens go into `user.vars`, cookies keep themselves. */
  readonly login?: (user: SessionUser) => unknown;
  /** Before each connection: what this one connects with, over what the scenario says. */
  readonly connect?: (user: SessionUser) => ConnectExtras | Promise<ConnectExtras>;
  /** After each connection opened, before the user counts as there. Coming back, `user.attempt` is above 1. */
  readonly join?: (user: SessionUser) => unknown;
  /** At each action, at the very instant of sending: the frame that leaves instead of the wire's. Never waits. */
  readonly act?: (user: SessionUser, request: WireRequest, frame: Outbound) => Outbound;
  /** What goes on while the connection is open, by name: heartbeats, pollers, listeners. Ends with it. */
  readonly background?: Readonly<Record<string, BackgroundTask>>;
  /** Before the user closes an open connection by its own will. */
  readonly leave?: (user: SessionUser) => unknown;
}

/** Something again and again, or a stream that is listened to for as long as the connection is open. */
export type BackgroundTask =
  | {
      /** `5s`: from the end of joining on, and never while the last one still runs. */
      readonly every: string;
      readonly run: (user: SessionUser) => unknown;
    }
  | ((user: SessionUser) => Observable<unknown>);

/** With what one connection is opened, over what the scenario says. */
export interface ConnectExtras {
  /** Another address altogether. */
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly auth?: Readonly<Record<string, unknown>>;
}

/**
 * A virtual user as its hooks see it: who it is, what it remembers, and its connection. A user with several
 * sockets has one of these for each (`tab`); `vars` and cookies are the user's and shared.
 */
export interface SessionUser {
  readonly name: string;
  readonly index: number;
  readonly group: string | null;
  /** Which of the user's sockets: 0 unless it has several. */
  readonly tab: number;
  /** What this user alone has, from the scenario's list of users. */
  readonly columns: Readonly<Record<string, string>>;
  /** Whatever the hooks want to remember: tokens, the last sequence number. Lives as long as the run. */
  readonly vars: Record<string, unknown>;
  /** The user's own seeded stream. */
  readonly random: Random;
  /** The address of the target. */
  readonly target: string;
  readonly seed: string;
  /** Unique per run. */
  readonly run: string;
  /** 1 for the first connection, 2 and more for those after it. */
  readonly attempt: number;

  /** HTTP with the user's cookies; a path is taken relative to the target. Given up when the run ends. */
  fetch(path: string, init?: RequestInit): Promise<Response>;

  /** Sends an event (Socket.IO) that nobody acknowledges. @throws Error when the connection is not open. */
  emit(event: string, ...args: readonly unknown[]): void;
  /** Sends a text frame (WebSocket); anything but a text goes as JSON. @throws Error when it is not open. */
  send(frame: unknown): void;
  /** Sends an event (Socket.IO) and resolves with the first argument of its acknowledgement. Rejects in time. */
  request(event: string, payload?: unknown, options?: WaitOptions): Promise<unknown>;
  /**
   * Resolves with the first message that fits, among those that have arrived since the connection opened and
   * that no `waitFor` has taken, and those to come: an early push is not lost. Rejects when the time is up.
   * A text is the name of an event; a function sees each message.
   */
  waitFor(
    what: string | ((message: SessionMessage) => boolean),
    options?: WaitOptions,
  ): Promise<SessionMessage>;
  /** Everything that arrives from now on; completes with the connection. */
  readonly messages: Observable<SessionMessage>;
  /** Pings below all messages, resolves with the microseconds that the answer took. Rejects in time, or where there is no ping. */
  ping(options?: WaitOptions): Promise<number>;

  /** Joins a room by whatever `ask` does: a member perhaps from its start on, surely when it is done. */
  join<T>(room: string, ask: () => T | Promise<T>): Promise<T>;
  /** Leaves a room by whatever `ask` does: no member any more perhaps from its start on, surely when it is done. */
  leave<T>(room: string, ask: () => T | Promise<T>): Promise<T>;

  /** The scenario's own numbers: they stand in the report by name. */
  readonly metrics: SessionMetrics;
  /** A sentence into the history. */
  note(text: string): void;
}

/** How long a user waits for a message. */
export interface WaitOptions {
  /** `2s`; absent: the scenario's `timeout`. */
  readonly timeout?: string;
}

/** A message as hooks see it: the payload of a text frame is its JSON, where it is JSON. */
export interface SessionMessage {
  /** Name of the event; `message` for frames. */
  readonly event: string;
  /** First argument of the event, or the frame. */
  readonly data: unknown;
  readonly inbound: Inbound;
}

/** Numbers of a session's own; they come into the report under their names. */
export interface SessionMetrics {
  /** Something that is counted. */
  count(name: string, by?: number): void;
  /** A value whose distribution matters: reported in percentiles. */
  trend(name: string, value: number): void;
  /** How often something was so. */
  rate(name: string, was: boolean): void;
}
