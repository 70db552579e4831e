import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens and says where; throws what the system throws when the port cannot be had. */
export async function listen(http: Server, place: { port: number; host: string }): Promise<string> {
  http.listen(place.port, place.host);
  await once(http, 'listening');
  return `http://${place.host}:${(http.address() as AddressInfo).port}`;
}

/** Stops listening and ends every connection; resolves when none is left. */
export function hangUp(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}

/** Answers GET requests with JSON, path by path; everything else is not found. */
export function jsonPages(
  pages: Readonly<Record<string, () => unknown>>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const page = request.method === 'GET' && Object.hasOwn(pages, path) ? pages[path] : undefined;
    void (async () => {
      const body = page === undefined ? { error: 'not found' } : await page();
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    })().catch(() => response.writeHead(500).end());
  };
}

/** What an operator wants to know of a process: how many are connected, and what it costs. */
export function healthOf(connections: number): Readonly<Record<string, number>> {
  const { rss, heapUsed } = process.memoryUsage();
  return { connections, rssBytes: rss, heapBytes: heapUsed, uptimeSeconds: process.uptime() };
}
