import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { githubText } from '../../src/cli/init/ci/github.js';
import { gitlabText } from '../../src/cli/init/ci/gitlab.js';
import { program } from '../../src/cli/program.js';
import { choice, gate, gitlab, linesOf, long, stages, variablesOf } from './ci-stages.js';
import { projectWith } from './init-project.js';

const page = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8');

/** The commands of a script, each in one line, however it is broken. */
const commands = (lines: readonly string[]) =>
  lines.flatMap((text) =>
    text
      .replaceAll(/\\?\n\s*/gu, ' ')
      .split(/ (?=npx)/u)
      .filter((line) => line.startsWith('npx'))
      .map((line) => line.replaceAll(/\s+/gu, ' ').trim()),
  );

describe('the recipes for CI', () => {
  it('are those of docs/ci.md', () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, text]) => text);
    expect(blocks).toEqual([githubText(choice), gitlabText(choice)]);
  });

  it('name commands and flags that there are', () => {
    const flags = new Map(
      program().commands.map((one) => [one.name(), one.options.map(({ long: flag }) => flag)]),
    );
    const all = Object.values(stages).flat().join('\n').replaceAll('\\\n', ' ');
    const calls = [...all.matchAll(/npx turnwise (\w+)([^\n]*)/gu)];
    expect(calls).toHaveLength(6);
    for (const [line, name = '', rest = ''] of calls)
      for (const [flag] of rest.matchAll(/(?<=[\s/])--[a-z-]+/gu))
        expect(flags.get(name), line).toContain(flag);
  });

  it('publish reports only, and run the long stage when asked for', () => {
    const published = [
      ...[gate, long].flatMap(({ steps }) =>
        steps.filter(({ uses }) => uses?.startsWith('actions/upload')).map((step) => step.with?.path),
      ),
      ...gitlab['.turnwise'].artifacts.paths,
    ];
    expect(published).toEqual(['reports/', 'reports/', 'reports/']);
    expect(long.if).toContain('inputs.long');
    expect(gitlab['turnwise-long'].rules).toHaveLength(2);
  });

  it('play the same long stage, wherever it is', () => {
    expect(commands(gitlab['turnwise-long'].script)).toEqual(commands(linesOf(long)));
  });

  it('plan instead of simulating where the server is at an address', () => {
    const own = { ...choice, target: 'https://staging.example.com' };
    for (const text of [githubText(own), gitlabText(own)]) {
      expect(parse(text)).toBeTypeOf('object');
      expect(text).toMatch(/npx turnwise plan "\$SCENARIO"$/mu);
      expect(text).not.toContain('turnwise simulate');
    }
  });
});

describe('the gate, line by line', () => {
  const project = projectWith({ name: 'seats', type: 'module' });
  const path = (name: string): string => join(project.folder, name);

  // All stages in full, and a gate that fails: init-ci.long.ts.
  it('passes with what init writes, and leaves behind what is published', { timeout: 120_000 }, async () => {
    const short = linesOf(gate).map((line) =>
      line.replace('turnwise run "$SCENARIO"', 'turnwise run "$SCENARIO" --steps 2'),
    );
    const summary = path('summary-of-the-job.md');
    const { code, output } = await project.sh(
      ['set -e', 'npx turnwise init', variablesOf(summary), ...short].join('\n'),
    );
    expect(code, output).toBe(0);
    expect(readFileSync(summary, 'utf8')).toContain('first');
    for (const name of [
      'reports/summary.md',
      'reports/junit.xml',
      'reports/report.html',
      'baseline/report.json',
    ])
      expect(existsSync(path(name)), name).toBe(true);
  });
});
