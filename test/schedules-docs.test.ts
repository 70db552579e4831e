import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { pacings } from '../src/plan/pacings/index.js';
import { planTable } from '../src/plan/plan-table.js';
import { planFor } from '../src/plan-for.js';
import { scenarioOf } from '../src/scenario/load.js';
import type { ScenarioInput } from '../src/scenario/schema.js';
import { strategies } from '../strategies/index.js';

const file = new URL('../docs/schedules.md', import.meta.url);
const text = readFileSync(file, 'utf8');
const shown = /```yaml\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/gu;
const snippets = [...text.matchAll(shown)].map(([, written = '', table = '']) => ({ written, table }));

const sha256 = () => {
  const hash = createHash('sha256');
  return { update: (piece: string) => void hash.update(piece), hex: () => hash.digest('hex') };
};

/** The plan of a snippet as `turnwise plan --table` prints it, in the scenario the page speaks of. */
function printed(written: string): string {
  const scenario = {
    name: 'schedules',
    seed: '42',
    target: 'voting',
    transport: 'socket-io',
    wire: { 'event-ack': { event: 'vote' } },
    users: 4,
    resources: 2,
    model: { cooldown: { per: 'resource', every: '200ms' } },
    ...(/phases:|stages:/.test(written) ? {} : { steps: 4 }),
    ...(parse(written) as object),
  } as ScenarioInput;
  const made = planFor(scenarioOf(scenario, { env: {}, run: 'docs', digest: sha256 }), sha256);
  return planTable(made);
}

// `TURNWISE_WRITE_DOCS=1` writes the tables again after a change that is meant.
if (process.env['TURNWISE_WRITE_DOCS'] === '1')
  writeFileSync(
    file,
    text.replaceAll(
      shown,
      (_, written: string) => `\`\`\`yaml\n${written}\`\`\`\n\n\`\`\`text\n${printed(written)}\`\`\``,
    ),
  );

describe('docs/schedules.md', () => {
  it.each(snippets)('shows the plan of $written', ({ written, table }) => {
    expect(printed(written)).toBe(table);
  });

  it('shows every strategy and every pacing', () => {
    for (const name of [...Object.keys(strategies), ...Object.keys(pacings)])
      expect(text).toContain(`### ${name}\n`);
  });
});
