import type { TransportSettings } from '../scenario/scenario.js';
import type { Environment } from './net/proxy.js';
import { socketIoTransport } from './socket-io.js';
import type { Transport } from './transport.js';
import { wsTransport } from './ws.js';

/** Every transport over a real network, by the name that scenarios use. */
export const transports = {
  'socket-io': socketIoTransport,
  ws: wsTransport,
} as const;

/**
 * The transport that the settings name. `env` is where a proxy may be named.
 *
 * @throws Problem for TLS files that cannot be read.
 */
export function transportOf(settings: TransportSettings, env: Environment = {}): Transport {
  return settings.kind === 'ws' ? wsTransport(settings, env) : socketIoTransport(settings, env);
}

export type { Environment } from './net/proxy.js';
export { socketIoTransport, type SocketIoSettings } from './socket-io.js';
export { wsTransport, type WsSettings } from './ws.js';
export { simulatedTransport } from './simulated.js';
