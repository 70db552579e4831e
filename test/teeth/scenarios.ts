import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { sha256 } from '../../src/playing/sha256.js';
import { servers } from '../../src/servers/catalog.js';

/** A scenario as a person would write it, kept as a value so that a test can paste changes into it. */
export interface Written {
  readonly [key: string]: unknown;
}

/** Loads what was written, as a simulation does. */
export function loaded(written: Written, seed?: string): Scenario {
  return scenarioOf(written as never, {
    env: {},
    run: 'simulated',
    digest: sha256,
    servers: Object.fromEntries(servers().map(({ name, bugs }) => [name, bugs.map((bug) => bug.name)])),
    ...(seed !== undefined && { seed }),
  });
}

/** A target with a wire of its own, over which nothing is known of the server but its limit. */
export const foreign: Written = {
  name: 'foreign',
  target: 'https://staging.example.com',
  transport: 'socket-io',
  wire: {
    'event-ack': {
      event: 'seat:take',
      payload: { seat: '${resource}', kind: '${action}' },
      accepted: { done: true },
      rejected: { done: false },
    },
  },
  users: 4,
  resources: 2,
};
