import { Agent, createServer, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StartedServer } from 'turnwise';
import { hangUp, listen } from './listen.js';

export interface BalancerOptions {
  readonly port: number;
  readonly host: string;
  /** `http://host:port` of each node. */
  readonly nodeUrls: readonly string[];
  /** Whether a `route` cookie keeps a client at the node that served it first. */
  readonly sticky: boolean;
}

/**
 * A load balancer: each request goes to the next node in turn, unless its `route` cookie names the node that it
 * belongs to. Whoever comes without a cookie is given one. `GET /health` adds up what the nodes say.
 */
export async function balancer({ port, host, nodeUrls, sticky }: BalancerOptions): Promise<StartedServer> {
  const agent = new Agent({ keepAlive: true });
  const tunnels = new Set<Duplex>();
  let turn = 0;

  const nodeFor = (incoming: IncomingMessage): { url: string; setCookie: string | null } => {
    const routed = sticky ? routeOf(incoming.headers.cookie) : null;
    const known = routed !== null && routed < nodeUrls.length;
    const node = known ? routed : turn++ % nodeUrls.length;
    const setCookie = known || !sticky ? null : `route=${node}; Path=/; HttpOnly`;
    return { url: nodeUrls[node] ?? '', setCookie };
  };

  const http = createServer((incoming, outgoing) => {
    if (incoming.url === '/health') {
      void healthOfAll(nodeUrls).then((all) => outgoing.end(JSON.stringify(all)));
      return;
    }
    const { url, setCookie } = nodeFor(incoming);
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', url), { method, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, withCookie(answer.headers, setCookie));
      answer.pipe(outgoing);
    });
    onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });

  http.on('upgrade', (incoming, client: Duplex, early: Buffer) => {
    const { url, setCookie } = nodeFor(incoming);
    const onward = request(new URL(incoming.url ?? '/', url), { headers: incoming.headers });
    client.on('error', () => onward.destroy());
    onward.on('error', () => client.destroy());
    onward.on('response', (answer) => {
      // The body ends with the connection: its parts come out of the answer put together.
      client.write(headOf(answer, setCookie).replace(/^transfer-encoding:.*\r\n/im, ''));
      answer.pipe(client);
    });
    onward.on('upgrade', (answer, server, first) => {
      client.write(headOf(answer, setCookie));
      client.write(first);
      server.write(early);
      join(client, server, tunnels);
    });
    onward.end();
  });

  const url = await listen(http, { port, host });
  return {
    url,
    close: async () => {
      for (const tunnel of tunnels) tunnel.destroy();
      await hangUp(http);
      agent.destroy();
    },
  };
}

/** What one side says the other hears; when one goes, so does the other. */
function join(client: Duplex, server: Duplex, tunnels: Set<Duplex>): void {
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    tunnels.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      tunnels.delete(from);
      to.destroy();
    });
    from.pipe(to);
  }
}

function routeOf(cookie: string | undefined): number | null {
  const route = /(?:^|;\s*)route=(\d{1,3})(?:;|$)/.exec(cookie ?? '')?.[1];
  return route === undefined ? null : Number(route);
}

function withCookie(headers: IncomingMessage['headers'], setCookie: string | null): OutgoingHttpHeaders {
  if (setCookie === null) return headers;
  return { ...headers, 'set-cookie': [...(headers['set-cookie'] ?? []), setCookie] };
}

/** The head of an answer as it goes over a raw connection. */
function headOf(answer: IncomingMessage, setCookie: string | null): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2)
    lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`);
  if (setCookie !== null) lines.push(`Set-Cookie: ${setCookie}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Every number that the nodes' health pages know, added up; a node that does not answer adds nothing. */
async function healthOfAll(nodeUrls: readonly string[]): Promise<Record<string, number>> {
  const pages = await Promise.allSettled(
    nodeUrls.map(async (url) => (await fetch(`${url}/health`)).json() as Promise<Record<string, number>>),
  );
  const sum: Record<string, number> = { nodes: 0 };
  for (const page of pages) {
    if (page.status === 'rejected') continue;
    sum['nodes'] = (sum['nodes'] ?? 0) + 1;
    for (const [name, value] of Object.entries(page.value)) sum[name] = (sum[name] ?? 0) + value;
  }
  return sum;
}
