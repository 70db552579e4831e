import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planFor } from '../src/plan-for.js';
import { scenarioOf } from '../src/scenario/load.js';
import type { ScenarioInput } from '../src/scenario/schema.js';

const text = readFileSync(new URL('../docs/sessions.md', import.meta.url), 'utf8');
const snippets = [...text.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, body = '']) => body);

const digest = () => {
  const hash = createHash('sha256');
  return { update: (piece: string) => void hash.update(piece), hex: () => hash.digest('hex') };
};

/** A snippet in the scenario that is around it. */
function around(snippet: string): ScenarioInput {
  const written = parse(snippet) as Readonly<Record<string, unknown>>;
  const base = {
    name: 'sessions',
    target: 'arena',
    transport: 'socket-io',
    wire: { 'event-ack': { event: '${action}', payload: { user: '${user}', resource: '${resource}' } } },
    resources: 5,
    model: { cooldown: { per: 'resource', every: '200ms' } },
    ...('groups' in written ? {} : { users: 4 }),
  };
  return { ...base, ...written } as ScenarioInput;
}

describe('docs/sessions.md', () => {
  it.each(snippets)('has a plan of $0', (snippet) => {
    const scenario = scenarioOf(around(snippet), { env: {}, run: 'docs', digest });
    expect(planFor(scenario, digest).header.actions).toBeGreaterThan(0);
  });
});
