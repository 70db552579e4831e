import { openProxy, type Proxy } from '../faults/proxy.js';
import type { Plan } from '../plan/plan.js';
import { neededPort, type FaultPorts } from '../runtime/fault-ports.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import type { ReadyTarget } from './target.js';

/** What a run makes its faults with. */
export interface ReadyFaults {
  /** The target's address for users: through a network of our own where that is to have trouble. */
  readonly url: string;
  readonly ports: Omit<FaultPorts, 'userNames'>;
  close(): Promise<void>;
}

type Port = keyof FaultPorts | null;

/** @throws Problem for faults that could never be made against this target, before anything is started. */
export function checkFaults({ target, transport }: Scenario, plan: Plan): void {
  const needed = portsFor(plan);
  if (target.kind !== 'url') return;
  if (needed.has('server'))
    throw new Problem(
      'faults: killServer needs a server that turnwise started, and the target is a URL; take it out, or name a server with `target: {embedded}` or `target: {module}`',
    );
  if (needed.has('redis'))
    throw new Problem(
      'faults: stopRedis needs a Redis that turnwise started with the server, and the target is a URL',
    );
  const { protocol, hostname } = new URL(target.url);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  if (needed.has('network') && /^(https|wss):$/.test(protocol) && !isLocal && !transport.tls.insecure)
    throw new Problem(
      `faults of the network put a proxy on 127.0.0.1 before the server, and a certificate for ${hostname} does not fit there; reach it without TLS, or with tls.insecure`,
    );
}

/**
 * Gets ready what the faults of a plan need.
 *
 * @throws Problem for a Redis that is to be stopped and was not started by us.
 */
export async function readyFaults(plan: Plan, { url, server }: ReadyTarget): Promise<ReadyFaults> {
  const needed = portsFor(plan);
  if (needed.has('redis') && server?.redisUrl === null)
    throw new Problem(
      'faults: stopRedis needs a Redis that turnwise starts with the server: `target: {module: ..., redis: start}`, or a module with `needsRedis`',
    );
  const proxy = needed.has('network') ? await openProxy(url) : null;
  return {
    url: proxy?.url ?? url,
    ports: { ...(server !== null && serverPortsOf(server)), ...(proxy !== null && networkPortOf(proxy)) },
    close: () => proxy?.close() ?? Promise.resolve(),
  };
}

function serverPortsOf(server: NonNullable<ReadyTarget['server']>): Omit<FaultPorts, 'userNames'> {
  return {
    server: { kill: () => server.killServer(), start: () => server.startServer() },
    redis: { kill: () => server.stopRedis(), start: () => server.startRedis() },
  };
}

function networkPortOf(proxy: Proxy): Pick<FaultPorts, 'network'> {
  return { network: { setNetwork: (state) => proxy.setNetwork(state) } };
}

function portsFor({ header: { faults = [] } }: Plan): ReadonlySet<Port> {
  return new Set(faults.map(neededPort));
}
