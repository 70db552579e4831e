/** Reference servers: behaviours behind real sockets, in this process or in their own. */
export { behaviourOf, servers, type BugEntry, type ServerEntry } from './catalog.js';
export { startServer, type EmbeddedServer, type StartOptions } from './embedded.js';
export { listServers } from './list.js';
export { serveBehaviour, serveByName, type RunningServer, type ServeOptions } from './serve-behaviour.js';
