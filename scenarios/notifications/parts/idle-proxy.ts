import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What stands before a server and cuts what is idle. */
export interface IdleProxy {
  /** `http://host:port`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A front that passes bytes on, and ends a connection on which none went either way for `idleMs`, as load balancers and
 * reverse proxies do: a minute is a common default. 0 never ends any.
 */
export async function openIdleProxy(
  port: number,
  host: string,
  behind: string,
  idleMs: number,
): Promise<IdleProxy> {
  const { hostname, port: innerPort } = new URL(behind);
  const open = new Set<Socket>();
  const server = createServer((outer) => {
    const inner = connect(Number(innerPort), hostname);
    for (const [socket, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      // Bytes of either direction count: the one timer of the outer side sees both.
      socket.on('data', () => void outer.setTimeout(idleMs));
      socket.on('error', () => void other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
    outer.setTimeout(idleMs);
    outer.on('timeout', () => {
      outer.destroy();
      inner.destroy();
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}
