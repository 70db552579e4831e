import type { Store } from '../../behaviours/behaviour.js';
import { settingsOf } from '../../behaviours/settings.js';
import { memoryStore, remoteStore } from '../../behaviours/store.js';
import { latencyUs } from './latency.js';
import { exactClock, serverNowMs } from './server-clock.js';
import { ServerProcess } from './server-process.js';
import type { SimulatedServerOptions } from './server.js';
import type { StallGate } from './stall.js';

/**
 * Starts the processes of all nodes, and again after a restart: on one store, or each on its own.
 * @throws RangeError for settings the behaviour does not have, and for fewer than one node.
 */
export function launcherOf(
  options: SimulatedServerOptions,
  later: (delayUs: number, run: () => void) => void,
): () => readonly ServerProcess[] {
  const { behaviour, clock = exactClock, state = 'durable', storeLatency, nodes = 1 } = options;
  if (!Number.isSafeInteger(nodes) || nodes < 1)
    throw new RangeError(`a server has at least one node, and whole ones, not ${nodes}`);
  const settings = settingsOf(behaviour, options.settings ?? {});
  const random = options.random('server store');
  const shared = memoryStore();
  const reached = (store: Store, sleep: (ms: number) => Promise<void>): Store =>
    storeLatency === undefined
      ? store
      : remoteStore(store, sleep, () => latencyUs(storeLatency, random) / 1000);
  const processOf = (node: number): ServerProcess => {
    const store = state === 'durable' ? shared : memoryStore();
    const offsetUs = clock.offsetUs + (options.nodeOffsetsUs?.[node] ?? 0);
    const own = { ...clock, offsetUs };
    const now = (): number => serverNowMs(own, options.nowUs());
    return new ServerProcess({
      behaviour,
      settings,
      node,
      now,
      storeOf: (sleep) => reached(store, sleep),
      later,
    });
  };
  return () => Array.from({ length: nodes }, (_, node) => processOf(node));
}

/** The event loop of each node is busy with one action at a time: those that come meanwhile queue up. */
export function serviceOf(
  { serviceTime, nodes = 1, ...ports }: SimulatedServerOptions,
  turn: StallGate,
): (node: number, run: () => void) => void {
  if (serviceTime === undefined) return (_, run) => run();
  const loops = Array.from({ length: nodes }, (_, node) => ({
    // The first has the name that the only one has, so that nothing changes where there is one.
    random: ports.random(node === 0 ? 'server service' : `server service ${node}`),
    freeUs: 0,
  }));
  return (node, run) => {
    const loop = loops[node];
    if (loop === undefined) return;
    const nowUs = ports.nowUs();
    loop.freeUs = Math.max(loop.freeUs, nowUs) + latencyUs(serviceTime, loop.random);
    ports.schedule(loop.freeUs - nowUs, () => turn(run));
  };
}

/** Added up over all processes, without anything made on the way: it is asked after every event. */
export function totalOf(
  processes: readonly ServerProcess[],
  count: (process: ServerProcess) => number,
): number {
  let total = 0;
  for (const process of processes) total += count(process);
  return total;
}
