import cluster, { type Address, type Worker } from 'node:cluster';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { clockOffsetMs } from './clock.js';
import { entryFile } from './entry-file.js';
import { errorOf, nodeVariable, type NodeFailure, type NodeOrder } from './node-order.js';
import { openRedisSpace } from './redis-space.js';
import { urlOf, type RunningServer } from './serve-behaviour.js';

/** What all nodes of a server are told. */
export type NodesOrder = Omit<NodeOrder, 'node' | 'space' | 'clockOffsetMs'> & { readonly nodes: number };

/** How long a node has to end in order before it is killed. */
const stopMs = 1500;

/**
 * A reference server in several processes behind one address, connections in turn; this one is none of
 * them. They share a space in Redis and a clock. A node that ends by itself ends all: a server that is
 * half there would answer for half of its connections. They end with this process, however that ends.
 * Throws as `serveBehaviour`.
 */
export async function serveNodes({ nodes, ...order }: NodesOrder): Promise<RunningServer> {
  const space = await openRedisSpace(order.store);
  const shared = { ...order, space: space.name, clockOffsetMs: clockOffsetMs() };
  const workers = Array.from({ length: nodes }, (_, node) => forked({ ...shared, node }));
  const close = async (): Promise<void> => {
    await Promise.all([...workers.map(ended), space.close()]);
  };
  let closing: Promise<void> | undefined;
  const closed = (): Promise<void> => (closing ??= close());
  const broken = new Promise<string>((resolve) => {
    workers.forEach((worker, node) => {
      worker.once('exit', (code: number | null, signal: string | null) => {
        if (closing !== undefined) return;
        const how = signal ?? `exit code ${code}`;
        void closed().then(() => resolve(`node ${node} of ${nodes} ended (${how}), and the others with it`));
      });
    });
  });
  try {
    const [address] = await Promise.all(workers.map(listening));
    return { url: urlOf(addressOf(address, order.host)), broken, close: closed };
  } catch (error) {
    await closed();
    throw error;
  }
}

function forked(order: NodeOrder): Worker {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({
    exec: entryFile('node'),
    // Not in the arguments: whoever lists processes must not see a password in the URL of the store.
    args: [],
    execArgv: [],
    // Standard output belongs to the one line with the URL.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return cluster.fork({ [nodeVariable]: JSON.stringify(order) });
}

/** Resolves when a node listens; rejects with what it says of why it cannot. */
function listening(worker: Worker): Promise<Address> {
  return new Promise((resolve, reject) => {
    worker.once('listening', resolve);
    worker.once('message', (failure: NodeFailure) => reject(errorOf(failure)));
    worker.once('error', reject);
    worker.once('exit', (code: number | null, signal: string | null) => {
      reject(new Error(`a node ended before it listened (${signal ?? `exit code ${code}`})`));
    });
  });
}

async function ended(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
  const exit = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  const timer = setTimeout(() => worker.process.kill('SIGKILL'), stopMs);
  await exit;
  clearTimeout(timer);
}

function addressOf(address: Address | undefined, host: string): Parameters<typeof urlOf>[0] {
  const at = address?.address ?? host;
  return { address: at, port: address?.port ?? 0, family: isIPv6(at) ? 'IPv6' : 'IPv4' };
}
