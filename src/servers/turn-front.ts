import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { FrontOptions, StartedServer } from './module.js';
import { urlOf } from './serve-behaviour.js';

/** A crowd that comes at once waits in the queue of the system; more than that allows it caps itself. */
const backlog = 4096;

/**
 * Stands before several nodes and hands each TCP connection to the next of them, whoever it comes from.
 * A node that does not listen costs the connections that are its turn.
 */
export async function turnFront({ port, host, nodeUrls }: FrontOptions): Promise<StartedServer> {
  const nodes = nodeUrls.map((url) => new URL(url));
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const node = nodes[turn++ % nodes.length];
    const place = {
      host: node?.hostname ?? host,
      port: Number(node?.port),
      allowHalfOpen: true,
      noDelay: true,
    };
    join(client, connect(place), open);
  });
  server.listen({ port, host, backlog });
  await once(server, 'listening');
  return {
    url: urlOf(server.address() as AddressInfo),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** What one side says the other hears; the end of one is the end of the other. */
function join(client: Socket, node: Socket, open: Set<Socket>): void {
  for (const [from, to] of [
    [client, node],
    [node, client],
  ] as const) {
    open.add(from);
    from.pipe(to);
    // A reset here is a reset there, not an end in order.
    from.on('error', () => to.resetAndDestroy());
    from.once('close', () => {
      open.delete(from);
      if (!to.writableEnded) to.destroy();
    });
  }
}
