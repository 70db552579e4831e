/**
 * The contract of a transport: connections and frames, no meaning. What a frame says is the wire's
 * business; when to connect again is the session's.
 */
export interface Transport {
  readonly name: 'socket-io' | 'ws' | 'simulated';
  /** Starts to open a connection. Never throws: a failure reaches the listener. */
  connect(request: ConnectRequest, listener: ConnectionListener): Connection;
  /** Closes what the transport itself holds (agents, pools). Idempotent. */
  close(): Promise<void>;
}

/** What one user connects with: everything that may differ between users, filled in already. */
export interface ConnectRequest {
  /** 0-based index of the user, for logs and simulated networks. */
  readonly user: number;
  /** Scheme `http`, `https`, `ws` or `wss`. A query in it is kept, `query` wins. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Socket.IO `auth` payload; other transports ignore it. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** From the first packet to the opened connection, all hand-shakes and redirects of it included. */
  readonly timeoutMs: number;
  /** The user's cookies: sent with every request of the connection, and kept from every answer. Absent: none. */
  readonly cookies?: Cookies;
  /** Socket.IO only: the engine's transports of this user, instead of the scenario's. */
  readonly transports?: readonly ('websocket' | 'polling')[];
}

/** One user's cookies, whoever keeps them. */
export interface Cookies {
  /** The value of the `Cookie` header for an address; empty when there is none to send. */
  headerFor(url: string): string;
  /** Keeps what an answer from an address set, header by header (`Set-Cookie`). What cannot be read is left out. */
  keep(url: string, setCookies: readonly string[]): void;
}

/**
 * What leaves. `text` and `bytes` are whole frames (plain WebSocket); `event` is a Socket.IO
 * event, with an acknowledgement asked for or not.
 */
export type Outbound =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly args: readonly unknown[];
      readonly ack: boolean;
    };

/** What arrives. `ack` answers exactly one `send`, named by the number that `send` returned. */
export type Inbound =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'event'; readonly event: string; readonly args: readonly unknown[] }
  | { readonly kind: 'ack'; readonly sendId: number; readonly args: readonly unknown[] };

/**
 * Where a connection reports to. Every connection ends with exactly one of `failed` and `closed`,
 * by whoever's will, and nothing is called after it. Reasons are printable and short.
 */
export interface ConnectionListener {
  /** Called once, before the first message. */
  opened(): void;
  /** The connection could not be opened; nothing was or will be sent on it. */
  failed(reason: string): void;
  /** An open connection is gone, by whoever's will. Called once; nothing arrives after it. */
  closed(reason: string): void;
  /** Called in the very turn the message arrived: the listener reads the clock first. */
  message(inbound: Inbound): void;
}

/** A connection of one user: one that is lost stays lost, and who comes back gets another. */
export interface Connection {
  readonly state: 'connecting' | 'open' | 'closed';
  /**
   * Hands one frame to the network at once, or returns -1 when the connection is not open: nothing
   * is ever buffered to be sent later. Otherwise a number that is unique on this connection.
   */
  send(frame: Outbound): number;
  /**
   * Pings the server below all messages, so that nothing of the application sees it; `pong` is called when
   * it has answered. Absent or `false` where that cannot be done now.
   */
  ping?(pong: () => void): boolean;
  /**
   * Closes in the orderly way; resolves when nothing is left open. Idempotent. The listener hears the
   * end of the connection before `close` returns, and nothing after.
   */
  close(): Promise<void>;
  /**
   * Breaks the connection off without a word, as when a cable is pulled: no close frame. Else as `close`, and
   * the listener hears the end before it returns. Idempotent.
   */
  cut(): Promise<void>;
  /**
   * Stops, or goes on, taking in what arrives, as a consumer does that is too slow: what was not taken in yet is
   * lost by the end of the connection only, which a stalled one may hear of late. Asked for while it connects, it
   * begins when the connection is open.
   */
  stall(stalled: boolean): void;
  /** Payload of all messages so far: no headers, no frames, no TLS. */
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** The longest text of somebody else's that goes into a reason. */
const printableCharsMax = 200;

/** Control and format characters (terminal escapes, overrides of the writing direction) and lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text that a server or a network chose, made fit for terminals and reports: one line, no control
 * characters, at most 200 characters. Never holds on to a long original.
 */
export function printable(text: string): string {
  if (text.length <= printableCharsMax) return text.replace(unprintable, ' ').trim();
  // A slice of a long string keeps the whole string alive; joining single characters does not.
  const head = text
    .slice(0, printableCharsMax - 1)
    .split('')
    .join('');
  return `${head.replace(unprintable, ' ').trim()}…`;
}
