/**
 * The least a `ws` client can do: the yardstick for turnwise's own cost on plain WebSocket.
 *
 *   node bench/bare-ws.mjs URL [--connections 50] [--in-flight 32] [--actions N | --seconds S]
 *
 * Prints one line of JSON: `{"acked","seconds","cpuUs"}`.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { closedLoop, loopSettings } from './closed-loop.mjs';

const settings = loopSettings();
const url = `${settings.url.replace(/^http/, 'ws')}/ws`;
const sockets = await Promise.all(
  Array.from({ length: settings.connections }, async () => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, 'open');
    return socket;
  }),
);

/** @param {WebSocket} socket @param {number} index @returns {import('./closed-loop.mjs').Send} */
const sendOn = (socket, index) => {
  /** @type {Map<number, () => void>} */
  const waiting = new Map();
  let id = 0;
  socket.on('message', (data) => {
    const answer = JSON.parse(/** @type {Buffer} */ (data).toString());
    const acknowledged = waiting.get(answer.id);
    waiting.delete(answer.id);
    acknowledged?.();
  });
  return (acknowledged) => {
    id++;
    waiting.set(id, acknowledged);
    socket.send(JSON.stringify({ id, user: `u${index}`, resource: 'r0' }));
  };
};

const result = await closedLoop(sockets.map(sendOn), settings);
process.stdout.write(`${JSON.stringify(result)}\n`);
for (const socket of sockets) socket.terminate();
