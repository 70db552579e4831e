import type { Scenario } from '../scenario/scenario.js';
import { Problem } from '../scenario/problem.js';
import { startServer } from '../servers/embedded.js';
import { placeOf } from '../servers/redis-connection.js';
import { transportOf } from '../transports/index.js';
import type { Transport } from '../transports/transport.js';
import { asProblem } from './options.js';

/** A target that is there: its address, and how to be rid of it. */
export interface ReadyTarget {
  readonly url: string;
  /** In words, for the first line of a run. */
  readonly describe: string;
  stop(): Promise<void>;
}

/** Starts the embedded server of a scenario, or takes its URL as it is. */
export async function readyTarget({ target, transport }: Scenario): Promise<ReadyTarget> {
  if (target.kind === 'url') return { url: target.url, describe: target.url, stop: () => Promise.resolve() };
  if (target.kind === 'none')
    throw new Problem(
      'the scenario has a behaviour and no target, so there is nothing to connect to; play it with `turnwise simulate`, or give --target',
    );
  if (target.kind === 'module') throw new Problem('a server module cannot be started yet');
  const { nodes, store } = target;
  if (nodes > 1 && transport.kind === 'socket-io' && transport.transports.includes('polling'))
    throw new Problem(
      `target.nodes ${nodes}: over several nodes Socket.IO works with websocket only, because each poll would reach another node; take polling out of transport.socket-io.transports`,
    );
  const server = await asProblem(() => startServer(target));
  const parts = [
    ...(target.bug === null ? [] : [`the bug ${target.bug}`]),
    ...Object.entries(target.settings).map(([name, value]) => `${name} ${value}`),
    ...(nodes === 1 ? [] : [`${nodes} nodes`]),
    ...(store === null ? [] : [`the Redis at ${placeOf(store)}`]),
  ];
  const special = parts.length === 0 ? '' : ` with ${parts.join(', ')}`;
  return {
    url: transport.kind === 'ws' && transport.path === '' ? `${server.url}/ws` : server.url,
    describe: `the embedded ${target.server}${special}, process ${server.pid}`,
    stop: async () => {
      await server.stop();
      const died = server.died();
      // What a report then says of lost connections is not the network's doing.
      if (died !== null) process.stderr.write(`turnwise: the embedded ${target.server} died: ${died}\n`);
    },
  };
}

/** The transport a scenario asks for. Proxies come from the environment, but never stand before our own server. */
export function transportFor({ transport, target }: Scenario): Transport {
  return transportOf(transport, target.kind === 'embedded' ? {} : process.env);
}
