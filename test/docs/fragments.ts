import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import type { Digest } from '../../src/plan/plan.js';
import type { LoadOptions } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';

export const sha256 = (): Digest => {
  const hash = createHash('sha256');
  return { update: (piece) => void hash.update(piece), hex: () => hash.digest('hex') };
};

/** What surrounds a snippet; every variable of the environment that it names is there. */
export function optionsFor(text: string): LoadOptions {
  const named = [...text.matchAll(/\$\{env:(\w+)\}/gu)].map(([, name = '']) => [name, 'set']);
  return { env: Object.fromEntries(named), run: 'docs', digest: sha256 };
}

/** A snippet of YAML as a whole scenario: with what it leaves out around it, unless it is one already. */
export function scenarioIn(text: string): ScenarioInput {
  const written = parse(text) as Readonly<Record<string, unknown>>;
  if ('name' in written && 'wire' in written) return written as unknown as ScenarioInput;
  const around = {
    name: 'snippet',
    seed: '42',
    target: 'arena',
    transport: 'socket-io',
    wire: wireFor(written['transport']),
    ...usersFor(written, text),
    resources: 2,
    model: { cooldown: { per: 'resource', every: '200ms' } },
    ...(/unlimited:/u.test(text) ? { pacing: { fixed: { every: '1s' } } } : {}),
    ...(/phases:|stages:/u.test(text) ? {} : { steps: 4 }),
  };
  return { ...around, ...written } as unknown as ScenarioInput;
}

const wireFor = (transport: unknown): object =>
  transport === 'ws'
    ? { 'json-id': { payload: { id: '${id}' } } }
    : { 'event-ack': { event: '${action}', payload: { id: '${id}', resource: '${resource}' } } };

/** Four users, unless the groups say themselves how many they are, or an order of turns who they are. */
function usersFor(written: Readonly<Record<string, unknown>>, text: string): object {
  const [, order] = /order: (\[[^\]]*\])/u.exec(text) ?? [];
  if (order !== undefined) return { users: parse(order) as unknown };
  return 'groups' in written && !/share:/u.test(text) ? {} : { users: 4 };
}
