import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { probeCommand } from '../../src/cli/commands/probe.js';
import { turnwise } from '../cli/inside.js';

const text = readFileSync(new URL('../../docs/probing.md', import.meta.url), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gu'))].map(
    ([, body]) => body ?? '',
  );
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));

/** The words of a command as a shell reads them. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(2);

/** Numbers and times of day differ as probes get better and clocks go on; what is said does not. */
const shape = (output: string): string =>
  output
    .replaceAll(/\d[\d.,]*/gu, '#')
    .replaceAll(/runs\/\S+/gu, 'runs/')
    .trim();

/** What was found, and what is declared, to the digit. */
const findingsIn = (output: string): string => /^FOUND[\s\S]*?(?=^Untold)/mu.exec(output)?.[0] ?? 'nothing';

describe('docs/probing.md', () => {
  it('shows commands that do what is said of them', async () => {
    const codes: Record<string, number | null> = {};
    for (const command of commands.filter((one) => !one.endsWith('probe voting'))) {
      const ended = await turnwise(wordsOf(command));
      codes[command] = ended.code;
      if (!command.endsWith('--simulate --bug short-cooldown')) continue;
      const [shown = ''] = blocks('text');
      expect(findingsIn(ended.stdout)).toBe(findingsIn(shown));
      expect(shape(ended.stdout)).toContain(shape(shown));
    }
    expect(Object.values(codes)).toEqual([1, 0, 1, 1]);
  });

  it('shows what a probe of a server that is too short says', () => {
    expect(blocks('text')[0]).toContain("model: { cooldown: { per: 'resource', every: '120ms' } }");
  });

  it('names flags that there are', () => {
    const known = probeCommand().options.map(({ long }) => long);
    const named = [...text.matchAll(/`(--[a-z-]+)/gu)].map(([, flag]) => flag);
    for (const flag of named.filter((one) => one !== '--complete')) expect(known).toContain(flag);
  });

  it('leaves no snippet untried', () => {
    expect(text.match(/```\w+/gu)).toEqual(['```sh', '```text', '```sh']);
  });
});
