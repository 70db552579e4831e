import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadScenario, scenarioOf } from '../../src/scenario/load.js';
import { worldOf } from '../../src/playing/simulated-world.js';
import { ownOptions, simulatedReport } from './playing.js';

const text = readFileSync(new URL('../../docs/simulation.md', import.meta.url), 'utf8');
const snippets = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gu'))].map(
    ([, body]) => body ?? '',
  );
const folder = mkdtempSync(join(tmpdir(), 'turnwise-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/simulation.md', () => {
  it('shows a world that a correct server survives', async () => {
    const { simulation } = parse(snippets('yaml')[0] ?? '') as { simulation: object };
    const scenario = scenarioOf({ ...voting, simulation }, ownOptions);
    const { verdict } = await simulatedReport(scenario);
    expect(verdict.violations).toEqual([]);
  });

  it.each([
    [0, 'pass', 0],
    [1, 'fail', 1],
  ] as const)('TypeScript snippet %i: %s', async (index, verdict, wrong) => {
    const file = join(folder, `snippet-${index}.ts`);
    writeFileSync(file, snippets('ts')[index] ?? '');
    const { report } = await simulatedReport(await loadScenario(file, ownOptions));
    expect(report.verdict).toBe(verdict);
    expect(Math.min(1, report.oracle.violationCount)).toBe(wrong);
    expect(report.oracle.decided).toBeGreaterThan(0);
  });

  it('says how a shipped scenario is played on two nodes', async () => {
    const [, name, set] = /simulate (\w+) --set (\S+)/u.exec(snippets('sh')[1] ?? '') ?? [];
    const file = new URL(`../../scenarios/${name}.ts`, import.meta.url).pathname;
    const scenario = await loadScenario(file, { ...ownOptions, set: [set ?? ''], target: 'arena' });
    expect(worldOf(scenario).server?.nodes).toBe(2);
    const { report } = await simulatedReport(scenario);
    expect(report.verdict).toBe('pass');
  });

  it('leaves no snippet untried', () => {
    expect(text.match(/```\w+/gu)).toEqual(['```sh', '```yaml', '```sh', '```ts', '```ts']);
  });
});

const voting = {
  name: 'documented',
  target: 'arena',
  transport: 'socket-io' as const,
  wire: {
    'event-ack': {
      event: 'vote',
      payload: { user: '${user}', resource: '${resource}' },
      rejected: { ok: false, error: 'cooldown' },
    },
  },
  users: 6,
  resources: 3,
  model: { cooldown: { per: 'resource' as const, every: '200ms' as const } },
  steps: 12,
};
