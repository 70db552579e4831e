import { describeModule, moduleProcess, shownPath } from './describe-modules.js';
import type { ModuleFile, ModuleOrder } from './module-order.js';
import { errorOf } from './node-order.js';
import { startRedis, type RedisProcess } from './redis-process.js';
import { revivable, type ListeningProcess, type Revivable } from './revivable.js';
import type { ServerHandle } from './server-handle.js';

export interface ModuleStart {
  /** Absolute path of the module. */
  readonly file: string;
  /** What messages call it; absent: its path from here. */
  readonly name?: string;
  /** `null`: correct. */
  readonly bug?: string | null;
  /** Over the module's own. */
  readonly settings?: Readonly<Record<string, number>>;
  /** `null`: as many as the module says. */
  readonly nodes?: number | null;
  /** The URL of a Redis, `start` for one of its own; `null`: one is started if the module needs it. */
  readonly redis?: string | null;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** How long each process may take to listen, in milliseconds. */
  readonly startMs?: number;
  /** What its processes print. */
  readonly hears?: (text: string) => void;
}

/**
 * Starts a server module: a process for each node, before several its front in another one, and a Redis if
 * it needs one. Bug and settings must be the module's own; nobody looks here. Everything ends with `stop`,
 * or when this process does. Throws Problem, with file and line where there is one, for whatever the module
 * throws, and what the system says of an address that cannot be had.
 */
export async function startModule(options: ModuleStart): Promise<ServerHandle> {
  const { file, name = shownPath(file), redis = null, port = 0, host = '127.0.0.1' } = options;
  const facts = await describeModule(file, name);
  const nodes = options.nodes ?? facts.nodes;
  const isOwnRedis = redis === 'start' || (redis === null && facts.needsRedis);
  const store = isOwnRedis ? await startRedis() : null;
  const module = { file, name };
  const settings = { ...facts.settings, ...options.settings };
  const shared = { bug: options.bug ?? null, settings, redis: store?.url ?? redis, nodes };
  const start = (order: (own: number) => ModuleOrder, at: number): Promise<Revivable> =>
    revivable((own) => listening(order(own), module, options), at);
  // Only what is before all others has the address that was asked for.
  const place = nodes === 1 ? { port, host } : { port: 0, host: '127.0.0.1' };
  const workers: Revivable[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await store?.stop();
  };
  try {
    const nodeOrder = (node: number) => (own: number) =>
      ({ role: 'node', module, options: { ...shared, ...place, port: own, node } }) as const;
    const starts = await Promise.allSettled(
      Array.from({ length: nodes }, (_, node) => start(nodeOrder(node), place.port)),
    );
    workers.push(...starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
    for (const each of starts) if (each.status === 'rejected') throw each.reason;
    const nodeUrls = workers.map(({ url }) => url);
    const frontOrder = (own: number) =>
      ({ role: 'front', module, options: { ...shared, port: own, host, nodeUrls } }) as const;
    const front = nodes === 1 ? null : await start(frontOrder, port);
    const stop = async (): Promise<void> => {
      // First: it would complain of nodes that are gone.
      await front?.stop();
      await stopAll();
    };
    return handleOf({ name, workers, front, store, nodeUrls, stop });
  } catch (error) {
    await stopAll();
    throw error;
  }
}

interface Parts {
  readonly name: string;
  readonly workers: readonly Revivable[];
  readonly front: Revivable | null;
  readonly store: RedisProcess | null;
  readonly nodeUrls: readonly string[];
  readonly stop: () => Promise<void>;
}

function handleOf({ name, workers, front, store, nodeUrls, stop }: Parts): ServerHandle {
  let stopping: Promise<void> | undefined;
  const ownRedis = async (): Promise<RedisProcess> => {
    if (store === null) throw new RangeError(`no Redis was started for ${name}`);
    return store;
  };
  return {
    url: front?.url ?? nodeUrls[0] ?? '',
    nodeUrls,
    redisUrl: store?.url ?? null,
    pids: () => workers.flatMap((worker) => worker.pid() ?? []),
    died: () => deathOf(workers, front, store),
    stop: () => (stopping ??= stop()),
    killServer: async () => void (await Promise.all(workers.map((worker) => worker.kill()))),
    startServer: async () => void (await Promise.all(workers.map((worker) => worker.start()))),
    stopRedis: async () => (await ownRedis()).kill(),
    startRedis: async () => (await ownRedis()).start(),
  };
}

function deathOf(
  workers: readonly Revivable[],
  front: Revivable | null,
  store: RedisProcess | null,
): string | null {
  for (const [index, worker] of workers.entries()) {
    const how = worker.died();
    if (how !== null) return workers.length === 1 ? how : `node ${index} of ${workers.length}: ${how}`;
  }
  const before = front?.died() ?? null;
  return before === null ? (store?.died() ?? null) : `its front: ${before}`;
}

async function listening(
  order: ModuleOrder,
  { name }: ModuleFile,
  { startMs, hears }: ModuleStart,
): Promise<ListeningProcess> {
  const more = { ...(startMs !== undefined && { startMs }), ...(hears !== undefined && { hears }) };
  const { process, reply } = await moduleProcess(order, `the server ${name}`, more);
  if ('url' in reply) return { process, url: reply.url };
  await process.stop();
  throw 'failure' in reply ? errorOf(reply.failure) : new Error(`${name} answered strangely`);
}
