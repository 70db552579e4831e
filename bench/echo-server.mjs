/**
 * A server that says yes to everything at once, over Socket.IO and plain WebSocket on one port, in
 * its own process: the other end of the throughput and stall benchmarks. It prints one line with its URL.
 *
 *   node bench/echo-server.mjs [--port 0] [--stall-at 5s --stall-for 1s]
 *
 * `--stall-at` blocks its event loop once, so long after the first action; `GET /stall?ms=1000` does
 * it on demand. Events and frames are answered with `{ ok: true }`, frames with their `id` too.
 * Ends on SIGTERM, and with its parent when that holds an IPC channel to it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'stall-at': { type: 'string' },
    'stall-for': { type: 'string', default: '1s' },
  },
});
const stallAtMs = flags['stall-at'] === undefined ? null : msOf(flags['stall-at']);
const stallForMs = msOf(flags['stall-for']);
let started = false;

const http = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  // Answered first, so that whoever asks is not stalled too.
  if (pathname === '/stall') response.end('ok\n', () => stall(Number(searchParams.get('ms') ?? stallForMs)));
  else response.writeHead(404).end();
});

const io = new Server({ serveClient: false });
io.attach(http, { destroyUpgrade: false });
io.on('connection', (socket) => {
  socket.onAny((_event, ...args) => {
    acted();
    const acknowledge = args.at(-1);
    if (typeof acknowledge === 'function') acknowledge({ ok: true });
  });
});

const frames = new WebSocketServer({ noServer: true });
http.on('upgrade', (request, socket, head) => {
  if (request.url?.startsWith('/socket.io/')) return;
  frames.handleUpgrade(request, socket, head, (connection) => {
    connection.on('message', (data) => {
      acted();
      const { id } = JSON.parse(/** @type {Buffer} */ (data).toString());
      connection.send(JSON.stringify({ id, ok: true }));
    });
  });
});

process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
http.listen(Number(flags.port), '127.0.0.1');
await once(http, 'listening');
process.stdout.write(
  `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (http.address()).port}\n`,
);

/** The first action starts the count to the planned stall. */
function acted() {
  if (started) return;
  started = true;
  if (stallAtMs !== null) setTimeout(() => stall(stallForMs), stallAtMs);
}

/**
 * Blocks the event loop, as a long computation would.
 * @param {number} ms
 */
function stall(ms) {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

/**
 * @param {string} text such as `1s` or `250ms`; a bare number is milliseconds
 * @returns {number} milliseconds
 */
function msOf(text) {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text) ?? [];
  if (number === undefined) throw new RangeError(`not a duration: "${text}"; write 250ms or 1s`);
  return Number(number) * (unit === 's' ? 1000 : 1);
}
