import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadScenario, scenarioOf } from '../src/scenario/load.js';
import { fileOf, options } from './scenario/support.js';

const text = readFileSync(new URL('../docs/state.md', import.meta.url), 'utf8');
const snippetsIn = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gu'))].map(
    ([, body]) => body ?? '',
  );

const fetch = (path: string): Promise<Response> => Promise.resolve(Response.json({ balance: path.length }));

describe('docs/state.md', () => {
  it.each(snippetsIn('yaml'))('loads: %s', (snippet) => {
    const scenario = scenarioOf(
      {
        name: 'x',
        target: 'arena',
        transport: 'socket-io',
        wire: { 'event-ack': { event: 'vote' } },
        users: 2,
        resources: 1,
        model: { unlimited: {} },
        pacing: { fixed: { every: '1s' } },
        ...(parse(snippet) as object),
      },
      options(),
    );
    expect(scenario.stateChecks.length + (scenario.watch === null ? 0 : 1)).toBeGreaterThan(0);
  });

  it.each(snippetsIn('ts'))('loads: %s', async (snippet) => {
    const { stateChecks, model } = await loadScenario(fileOf('balance.ts', snippet), options());
    const [check] = stateChecks;
    expect([check?.name, check?.start, model.name]).toEqual(['balance', 100, 'unlimited']);
    const context = { target: '', run: '', resourceNames: ['r0'], userNames: [], fetch };
    expect(await check?.read(context)).toEqual({ r0: '/accounts/r0'.length });
  });

  it('names every word', () => {
    for (const word of ['name', 'kind', 'per', 'count', 'start', 'from', 'read', 'every', 'settle'])
      expect(text).toMatch(new RegExp(`^\\| \`${word}\``, 'mu'));
  });
});
