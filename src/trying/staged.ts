import { neutralWire } from './neutral-wire.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Casting } from '../teeth/casting.js';

/**
 * A scenario as it is played while the bugs of a reference server are tried: against that server, and
 * where it is for another one, over a wire that both understand and without hooks that are for the other.
 */
export function staged(scenario: Scenario, { server, settings, handed }: Casting): Scenario {
  const store = scenario.target.kind === 'embedded' ? scenario.target.store : null;
  const target = { kind: 'embedded', server, bug: null, settings, nodes: 1, store } as const;
  const ours = { ...scenario, target, behaviour: null };
  if (handed === null) return ours;
  return {
    ...ours,
    wire: neutralWire(handed, scenario.model.name === 'lease'),
    transport: plainSocketIo,
    // A process that has just been started has no past.
    assumptions: { ...scenario.assumptions, initial: 'fresh' },
    hooks: {},
  };
}

const plainSocketIo: Scenario['transport'] = {
  kind: 'socket-io',
  namespace: '/',
  path: '/socket.io',
  transports: ['websocket'],
  auth: {},
  query: {},
  headers: {},
  tls: { caFile: null, certFile: null, keyFile: null, insecure: false },
};
