import { childVariable, type ChildOrder } from './child-order.js';
import { startOwnProcess } from './own-process.js';
import { revivable } from './revivable.js';
import { checkServer } from './serve-by-name.js';
import type { ServerHandle } from './server-handle.js';

export interface StartOptions {
  readonly server: string;
  readonly bug?: string | null;
  readonly settings?: Readonly<Record<string, number>>;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Processes behind its one address; default 1. Several need a store. */
  readonly nodes?: number;
  /** The URL of a Redis that keeps what it knows; default `null`: its own memory. */
  readonly store?: string | null;
}

/** A reference server in its own process, or in several. */
export interface EmbeddedServer extends ServerHandle {
  /** Of the one process, or of the one that watches over the others, as it was first. */
  readonly pid: number;
}

/**
 * Starts a reference server in its own process, so that its work and the load generator's never
 * share an event loop. It ends with `stop`, or when this process does, in whatever way. Throws
 * RangeError for unknown names, Problem when its store cannot be had, and an Error with its last words
 * when the process dies early.
 */
export async function startServer(options: StartOptions): Promise<EmbeddedServer> {
  const { server, bug = null, settings = {}, nodes = 1, store = null } = options;
  checkServer({ name: server, bug, settings, nodes, store });
  const one = await revivable(async (port) => {
    const order: ChildOrder = { server, bug, settings, port, nodes, store };
    const environment = { [childVariable]: JSON.stringify(order) };
    const process = await startOwnProcess({ entry: 'child', environment, name: `the server "${server}"` });
    return { process, url: process.line };
  }, options.port ?? 0);
  const noRedis = (): Promise<void> => Promise.reject(new RangeError(`no Redis was started for ${server}`));
  return {
    url: one.url,
    nodeUrls: [one.url],
    redisUrl: null,
    pid: one.pid() ?? -1,
    pids: () => [one.pid() ?? []].flat(),
    died: () => one.died(),
    stop: () => one.stop(),
    killServer: () => one.kill(),
    startServer: () => one.start(),
    stopRedis: noRedis,
    startRedis: noRedis,
  };
}
