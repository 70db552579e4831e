import type { Behaviour } from '../behaviours/behaviour.js';
import type { ServerRequest } from '../behaviours/request.js';
import type { World } from './started-world.js';
import type { Outbound } from '../transports/transport.js';
import type { Wire } from '../wires/wire.js';

/**
 * A behaviour of somebody's own whose exceptions are counted: a client only hears that the server failed.
 * `failures` says what it threw since that was last asked.
 */
export function heardFailures({ behaviour, isOwn }: Pick<World, 'behaviour' | 'isOwn'>): {
  readonly behaviour: Behaviour;
  readonly failures: () => readonly string[];
} {
  if (isOwn !== true) return { behaviour, failures: () => [] };
  let count = 0;
  let first = '';
  const heard = (error: unknown): never => {
    if (count++ === 0) first = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw error;
  };
  return {
    behaviour: {
      ...behaviour,
      start(ports) {
        const handler = behaviour.start(ports);
        return { handle: (action) => handler.handle(action).catch(heard) };
      },
    },
    failures: () => {
      const thrown = count;
      count = 0;
      return thrown === 0
        ? []
        : [`the server's handler threw ${times(thrown)}; the first time ${first.slice(0, 200)}`];
    },
  };
}

/**
 * Wires that remember what each frame asks for, so that a simulated server of one's own is told user
 * and resource even where the payload calls them by other names, or leaves the user to the connection,
 * and the id is repeated where the real server has it.
 */
export function knownRequests(): {
  readonly wireOf: (wire: Wire) => Wire;
  readonly requestOf: (frame: Outbound) => ServerRequest | undefined;
} {
  const asked = new WeakMap<Outbound, ServerRequest>();
  const wireOf = (wire: Wire): Wire => {
    const { repeatsIdAt: idAt } = wire;
    return {
      ...wire,
      encode(request) {
        const frame = wire.encode(request);
        const { id, user, resource, action } = request;
        asked.set(frame, { action: { user, resource, action }, id, ...(idAt !== undefined && { idAt }) });
        return frame;
      },
    };
  };
  return { wireOf, requestOf: (frame) => asked.get(frame) };
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
