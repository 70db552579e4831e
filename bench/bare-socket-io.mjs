/**
 * The least a Socket.IO client can do: the yardstick for turnwise's own cost on Socket.IO.
 *
 *   node bench/bare-socket-io.mjs URL [--connections 50] [--in-flight 32] [--actions N | --seconds S]
 *
 * Prints one line of JSON: `{"acked","seconds","cpuUs"}`.
 */
import { io } from 'socket.io-client';
import { closedLoop, loopSettings } from './closed-loop.mjs';

const settings = loopSettings();
const sockets = await Promise.all(
  Array.from({ length: settings.connections }, async () => {
    const socket = io(settings.url, { transports: ['websocket'], forceNew: true, reconnection: false });
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(undefined));
      socket.once('connect_error', reject);
    });
    return socket;
  }),
);

/** @param {import('socket.io-client').Socket} socket @param {number} index @returns {import('./closed-loop.mjs').Send} */
const sendOn = (socket, index) => (acknowledged) => {
  socket.emit('vote', { user: `u${index}`, resource: 'r0' }, acknowledged);
};

const result = await closedLoop(sockets.map(sendOn), settings);
process.stdout.write(`${JSON.stringify(result)}\n`);
for (const socket of sockets) socket.disconnect();
