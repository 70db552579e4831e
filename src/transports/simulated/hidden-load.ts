import type { SimulatedServer } from './server.js';
import type { VirtualPorts } from './virtual-ports.js';

/** Other people's traffic on the same server: clients the run knows nothing of. */
export interface HiddenLoad extends VirtualPorts {
  readonly server: SimulatedServer;
  readonly users: number;
  readonly resources: readonly string[];
  /** The kind of action; `vote` when absent. */
  readonly action?: string;
  /** One action about every so often (half to one and a half of it), from `fromUs` on, none after `toUs`. */
  readonly everyUs: number;
  readonly fromUs: number;
  readonly toUs: number;
}

/** Starts hidden traffic: users `hidden0`, `hidden1`, ... act on seeded resources, each on a connection of its own that lasts; nobody reads the answers. Throws RangeError when `everyUs` is below 1. */
export function startHiddenLoad(load: HiddenLoad): void {
  if (!(load.everyUs >= 1))
    throw new RangeError('hidden load needs at least 1 us from one action to the next');
  const random = load.random('hidden load');
  const { action = 'vote' } = load;
  const act = (): void => {
    const number = random.below(load.users);
    const user = `hidden${number}`;
    const resource = load.resources[random.below(load.resources.length)];
    if (resource === undefined) return;
    const node = number % load.server.nodes;
    load.server.turn(() => load.server.handle({ user, resource, action, connection: user }, ignored, node));
    next(Math.floor(load.everyUs / 2) + random.below(load.everyUs + 1));
  };
  const next = (delayUs: number): void => {
    if (load.nowUs() + delayUs <= load.toUs) load.schedule(delayUs, act);
  };
  next(Math.max(0, load.fromUs - load.nowUs()));
}

function ignored(): void {}
