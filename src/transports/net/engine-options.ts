import type { ManagerOptions } from 'socket.io-client';
import type { TransportSettings } from '../../scenario/scenario.js';
import type { ConnectRequest } from '../transport.js';
import type { Address } from './address.js';
import { messageBytesMax } from './reasons.js';

type SocketIoSettings = Extract<TransportSettings, { kind: 'socket-io' }>;

/** The transports that this user's engine may use: its own, else the scenario's. */
export function enginesOf(settings: SocketIoSettings, request: ConnectRequest): ('websocket' | 'polling')[] {
  return [...(request.transports ?? settings.transports)];
}

/** A manager's options for one connection, without those for TLS and the way. Nothing is repeated or kept for later. */
export function engineOptionsOf(
  settings: SocketIoSettings,
  address: Address,
  transports: ('websocket' | 'polling')[],
): Partial<ManagerOptions> {
  return {
    path: settings.path,
    transports,
    query: Object.fromEntries(address.url.searchParams),
    extraHeaders: address.headers,
    reconnection: false,
    autoConnect: false,
    transportOptions: { websocket: { maxPayload: messageBytesMax, perMessageDeflate: false } },
  };
}

/** Scheme and host as the engine takes them. */
export function originOf(url: URL): string {
  const secure = url.protocol === 'https:' || url.protocol === 'wss:';
  return `${secure ? 'https' : 'http'}://${url.host}`;
}

/** The namespace with its slash. */
export function namespaceOf({ namespace }: SocketIoSettings): string {
  return namespace.startsWith('/') ? namespace : `/${namespace}`;
}

/** Payload bytes of a packet: text in UTF-8, or binary. */
export function sizeOf(data: unknown): number {
  if (typeof data === 'string') return Buffer.byteLength(data);
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? data.byteLength : 0;
}
