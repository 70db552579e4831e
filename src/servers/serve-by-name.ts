import { settingsOf } from '../behaviours/settings.js';
import { behaviourOf } from './catalog.js';
import { placeOf } from './redis-connection.js';
import { serveBehaviour, type RunningServer, type ServeOptions } from './serve-behaviour.js';
import { serveNodes } from './serve-nodes.js';

/** A reference server by its names, in one process or in several. */
export interface NamedServer extends Omit<ServeOptions, 'behaviour' | 'place'> {
  readonly name: string;
  /** `null`: correct. */
  readonly bug: string | null;
  /** Processes behind its one address; default 1. Several need a store. */
  readonly nodes?: number;
}

/** More processes than this are no test of a server any more, but of the machine. */
const nodesMax = 16;

/**
 * Serves a reference server by its names: in this process, or, with several nodes, in processes of their
 * own that this one watches. Throws RangeError with the valid names for a server or bug that does not
 * exist, and for nodes without a store; else as `serveBehaviour`.
 */
export async function serveByName(options: NamedServer): Promise<RunningServer> {
  checkServer(options);
  const { name, bug, nodes = 1, ...rest } = options;
  if (nodes === 1) return serveBehaviour({ ...rest, behaviour: behaviourOf(name, bug) });
  const { port, host = '127.0.0.1', settings = {}, store } = rest;
  return serveNodes({ server: name, bug, nodes, port, host, settings, store: store ?? '' });
}

/** Throws RangeError or Problem for what can be seen to be wrong without starting anything. */
export function checkServer({
  name,
  bug,
  settings = {},
  nodes = 1,
  store = null,
}: Omit<NamedServer, 'port'>): void {
  settingsOf(behaviourOf(name, bug), settings);
  if (!Number.isSafeInteger(nodes) || nodes < 1 || nodes > nodesMax)
    throw new RangeError(`nodes are a whole number from 1 to ${nodesMax}, not ${nodes}`);
  if (nodes > 1 && store === null)
    throw new RangeError(
      `${nodes} nodes need a store that they share, or each would have a memory of its own; give the URL of a Redis, e.g. redis://127.0.0.1:6379`,
    );
  if (store !== null) placeOf(store);
}
