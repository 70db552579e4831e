import type { ServerRequest } from '../behaviours/request.js';
import { Link } from './simulated/link.js';
import type { SimulatedNetwork } from './simulated/network.js';
import type { SimulatedServer } from './simulated/server.js';
import { stallGate } from './simulated/stall.js';
import type { VirtualPorts } from './simulated/virtual-ports.js';
import type { Outbound, Transport } from './transport.js';

export { startHiddenLoad, type HiddenLoad } from './simulated/hidden-load.js';
export type { Latency } from './simulated/latency.js';
export type { Cut, SimulatedNetwork } from './simulated/network.js';
export { exactClock, type ServerClock } from './simulated/server-clock.js';
export {
  simulatedServer,
  type Admission,
  type ServerEvent,
  type SimulatedServer,
  type SimulatedServerOptions,
} from './simulated/server.js';
export type { Span, VirtualPorts } from './simulated/virtual-ports.js';

export interface SimulatedTransportOptions extends VirtualPorts {
  readonly server: SimulatedServer;
  readonly network: SimulatedNetwork;
  /** What a frame asks the server for; by default what its payload says. */
  readonly requestOf?: (frame: Outbound) => ServerRequest | undefined;
}

/**
 * A network that exists only in virtual time, in front of the very behaviours that run behind real
 * sockets. It carries events (acknowledged with the answer, or answered by an event) and text
 * frames (JSON, answered with the same `id`), so the wires of real servers work on it unchanged.
 *
 * Whoever drives the clock passes `server.pending` to it; see `VirtualPorts` for what it has to
 * keep. Everything random comes from the seeded streams, one per connection in order of connecting.
 * A second run at once is a second transport on the same server.
 */
export function simulatedTransport(options: SimulatedTransportOptions): Transport {
  const { server, network } = options;
  const client = stallGate(options, network.clientStalls ?? []);
  const links = new Set<Link>();
  let connects = 0;

  for (const cut of network.cuts ?? []) {
    options.schedule(Math.max(0, cut.atUs - options.nowUs()), () => {
      for (const link of links) {
        if (cut.users?.includes(link.user) ?? true) link.breakOff('connection reset', cut);
      }
    });
  }
  server.onKilled(() => {
    for (const link of links) link.breakOff('the server went away', {});
  });

  return {
    name: 'simulated',
    connect(request, listener) {
      const random = options.random(`connection ${connects++}`);
      const ended = (link: Link): void => void links.delete(link);
      const { requestOf } = options;
      const setup = { ports: options, network, server, client, random, ended, requestOf };
      const link = new Link(setup, request, listener);
      links.add(link);
      return link;
    },
    async close() {
      await Promise.all([...links].map((link) => link.close()));
    },
  };
}
