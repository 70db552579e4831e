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

export interface ConnectRequest {
  /** 0-based index of the user, for logs and simulated networks. */
  readonly user: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Socket.IO `auth` payload; other transports ignore it. */
  readonly auth: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
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

export interface ConnectionListener {
  opened(): void;
  /** The connection could not be opened; nothing was or will be sent on it. */
  failed(reason: string): void;
  /** An open connection is gone, by whoever's will. Called once; nothing arrives after it. */
  closed(reason: string): void;
  /** Called in the very turn the message arrived: the listener reads the clock first. */
  message(inbound: Inbound): void;
}

export interface Connection {
  readonly state: 'connecting' | 'open' | 'closed';
  /**
   * Hands one frame to the network at once, or returns -1 when the connection is not open: nothing
   * is ever buffered to be sent later. Otherwise a number that is unique on this connection.
   */
  send(frame: Outbound): number;
  /** Closes in the orderly way; resolves when nothing is left open. Idempotent. */
  close(): Promise<void>;
  readonly bytesIn: number;
  readonly bytesOut: number;
}
