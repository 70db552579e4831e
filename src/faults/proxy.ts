import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { untroubled, type NetworkState } from './network-state.js';
import { Proxied } from './proxied.js';

export type { NetworkState } from './network-state.js';

/** A network of one's own before a server: it passes bytes on, or does what networks do in their bad hours. */
export interface Proxy {
  /** The target's address as users reach it through here: another host and port, the same path. */
  readonly url: string;
  /** From now on the network is like this. What it swallowed is lost, and the connections with it when it speaks again. */
  setNetwork(state: NetworkState): void;
  /** Connections that go through here at this moment. */
  readonly connections: number;
  /** Breaks everything off; resolves when nothing is left open. Idempotent. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Puts a proxy for TCP before a server, on a free port of this machine: WebSocket, polling and TLS go through it
 * alike. Each side feels how fast the other one takes in. Rejects with what the system says when no port can be had.
 */
export async function openProxy(targetUrl: string): Promise<Proxy> {
  const target = placeOf(new URL(targetUrl));
  const open = new Set<Proxied>();
  let state = untroubled;
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const proxied = state.mode === 'cut' ? null : new Proxied({ client, target, state: () => state });
    if (proxied === null) return void client.on('error', () => {}).resetAndDestroy();
    open.add(proxied);
    void proxied.gone.then(() => open.delete(proxied));
  });
  listener.listen(0, loopback);
  await once(listener, 'listening');
  return {
    url: throughHere(targetUrl, (listener.address() as AddressInfo).port),
    setNetwork(next) {
      const speaksAgain = state.mode === 'half-open' && next.mode !== 'half-open';
      state = next;
      for (const proxied of open) if (next.mode === 'cut' || (speaksAgain && proxied.isBroken)) proxied.cut();
    },
    get connections() {
      return open.size;
    },
    async close() {
      const closed = listener.listening ? once(listener, 'close') : null;
      listener.close();
      for (const proxied of open) proxied.cut();
      await Promise.all([closed, ...[...open].map(({ gone }) => gone)]);
    },
  };
}

function placeOf({ protocol, hostname, port }: URL): { readonly host: string; readonly port: number } {
  const secure = protocol === 'https:' || protocol === 'wss:';
  // URLs have IPv6 addresses in brackets, sockets do not.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(port) || (secure ? 443 : 80) };
}

/** A certificate for `localhost` still fits. */
function throughHere(targetUrl: string, port: number): string {
  const url = new URL(targetUrl);
  if (url.hostname !== 'localhost') url.hostname = loopback;
  url.port = String(port);
  return url.href;
}
