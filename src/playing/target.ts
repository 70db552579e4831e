import type { Scenario, Target } from '../scenario/scenario.js';
import { Problem } from '../scenario/problem.js';
import { shownPath } from '../servers/describe-modules.js';
import { startServer } from '../servers/embedded.js';
import { startModule } from '../servers/module-server.js';
import { placeOf } from '../servers/redis-connection.js';
import type { ServerHandle } from '../servers/server-handle.js';
import { transportOf } from '../transports/index.js';
import type { Transport } from '../transports/transport.js';
import { asProblem } from './as-problem.js';

/** A target that is there: its address, what a run may do to it, and how to be rid of it. */
export interface ReadyTarget {
  readonly url: string;
  /** The addresses of its processes; where it is a URL, that one. */
  readonly nodeUrls: readonly string[];
  /** In words, for the first line of a run. */
  readonly describe: string;
  /** What was started for it; `null`: nothing, it is somebody else's. */
  readonly server: ServerHandle | null;
  stop(): Promise<void>;
}

/** Starts the server of a scenario, or takes its URL as it is. */
export async function readyTarget({ target, transport }: Scenario): Promise<ReadyTarget> {
  switch (target.kind) {
    case 'url': {
      const { url } = target;
      return { url, nodeUrls: [url], describe: url, server: null, stop: () => Promise.resolve() };
    }
    case 'none':
      throw new Problem(
        'the scenario has a behaviour and no target, so there is nothing to connect to; play it with `turnwise simulate`, or give --target',
      );
    case 'module': {
      const server = await asProblem(() => startModule(target));
      return ready(server, `the server ${shownPath(target.file)}`, server.url, target);
    }
    case 'embedded': {
      if (target.nodes > 1 && transport.kind === 'socket-io' && transport.transports.includes('polling'))
        throw new Problem(
          `target.nodes ${target.nodes}: over several nodes Socket.IO works with websocket only, because each poll would reach another node; take polling out of transport.socket-io.transports`,
        );
      const server = await asProblem(() => startServer(target));
      const url = transport.kind === 'ws' && transport.path === '' ? `${server.url}/ws` : server.url;
      return ready(server, `the embedded ${target.server}`, url, target);
    }
  }
}

type Started = Extract<Target, { kind: 'embedded' | 'module' }>;

function ready(server: ServerHandle, name: string, url: string, target: Started): ReadyTarget {
  return {
    url,
    nodeUrls: server.nodeUrls,
    describe: `${name}${specialsOf(server, target)}, ${processesText(server.pids())}`,
    server,
    stop: async () => {
      await server.stop();
      const died = server.died();
      // What a report then says of lost connections is not the network's doing.
      if (died !== null) process.stderr.write(`turnwise: ${name} died: ${died}\n`);
    },
  };
}

function specialsOf({ redisUrl, nodeUrls }: ServerHandle, target: Started): string {
  const { bug, settings } = target;
  const store = target.kind === 'module' ? target.redis : target.store;
  const nodes = target.kind === 'module' ? nodeUrls.length : target.nodes;
  const parts = [
    ...(bug === null ? [] : [`the bug ${bug}`]),
    ...Object.entries(settings).map(([name, value]) => `${name} ${value}`),
    ...(nodes === 1 ? [] : [`${nodes} nodes`]),
    ...(redisUrl === null ? [] : [`a Redis of its own at ${placeOf(redisUrl)}`]),
    ...(store === null || redisUrl !== null ? [] : [`the Redis at ${placeOf(store)}`]),
  ];
  return parts.length === 0 ? '' : ` with ${parts.join(', ')}`;
}

function processesText(pids: readonly number[]): string {
  return `${pids.length === 1 ? 'process' : 'processes'} ${pids.join(', ')}`;
}

/** The transport a scenario asks for. Proxies come from the environment, but never stand before our own server. */
export function transportFor({ transport, target }: Scenario): Transport {
  return transportOf(transport, target.kind === 'url' ? process.env : {});
}
