import { behaviourOf } from './catalog.js';
import { failureOf, nodeVariable, type NodeOrder } from './node-order.js';
import { serveBehaviour } from './serve-behaviour.js';

// One of the processes of a server with several; see `NodeOrder`.

// Ctrl-C reaches the whole process group; who forked this process decides when it ends.
process.on('SIGINT', () => undefined);
const { server, bug, settings, port, host, store, ...place } = JSON.parse(
  process.env[nodeVariable] ?? '',
) as NodeOrder;
delete process.env[nodeVariable];
const behaviour = behaviourOf(server, bug);
try {
  const running = await serveBehaviour({ behaviour, settings, port, host, store, place });
  process.once('SIGTERM', () => void running.close().finally(() => process.exit(0)));
} catch (error) {
  process.send?.(failureOf(error), () => process.exit(1));
}
