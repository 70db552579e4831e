import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineServer, type StartedServer } from 'turnwise';

type Answer = (path: string) => Promise<string>;

/** Several nodes over HTTP, and a front of its own that hands a request to the node that the path names. */
export default defineServer({
  describe: 'Nodes over HTTP, behind a front that reads the path.',
  nodes: 3,
  start: ({ port, host, node, nodes }) =>
    listening(port, host, (path) => Promise.resolve(`node ${node} of ${nodes} at ${path}`)),
  front: ({ port, host, nodeUrls }) =>
    listening(port, host, async (path) => {
      const node = nodeUrls[Number(path.slice(1))];
      return node === undefined ? 'no such node' : `front: ${await textOf(new URL(path, node))}`;
    }),
});

function listening(port: number, host: string, answer: Answer): Promise<StartedServer> {
  const http = createServer((asked, response) => {
    void answer(asked.url ?? '').then(
      (text) => response.end(text),
      () => response.writeHead(502).end('its node is gone'),
    );
  });
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      const url = `http://${host}:${(http.address() as AddressInfo).port}`;
      const close = async (): Promise<void> => {
        http.closeAllConnections();
        await new Promise((closed) => http.close(closed));
      };
      resolve({ url, close });
    });
  });
}

function textOf(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve(text));
    });
    asked.once('error', reject).end();
  });
}
