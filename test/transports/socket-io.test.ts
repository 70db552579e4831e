import { transportLaws } from './laws.js';
import { socketIoStand } from './stand.js';

transportLaws('socket-io', (options) => socketIoStand(options));
transportLaws('socket-io by polling', (options) =>
  socketIoStand({ ...options, settings: { transports: ['polling'] } }),
);
transportLaws('socket-io by polling, then WebSocket', (options) =>
  socketIoStand({ ...options, settings: { transports: ['polling', 'websocket'] } }),
);
