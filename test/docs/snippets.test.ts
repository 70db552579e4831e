import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { program } from '../../src/cli/program.js';
import { planTable } from '../../src/plan/plan-table.js';
import { planFor } from '../../src/plan-for.js';
import { loadScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { optionsFor, scenarioIn, sha256 } from './fragments.js';
import { blocksIn, pages, playedElsewhere, root, rowsOf, type Block } from './pages.js';
import { typeFlaws } from './types.js';

mkdirSync(join(root, 'runs'), { recursive: true });
const folder = mkdtempSync(join(root, 'runs', 'docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every language of a fence, and who plays it. */
const runners = new Set(['sh', 'text', 'yaml', 'ts', 'js', 'json', 'ndjson', 'csv']);

describe('the pages', () => {
  it.each(pages)('$path: every block has somebody who plays it', ({ blocks }) => {
    const unknown = blocks.filter(({ language }) => !runners.has(language)).map(({ place }) => place);
    expect(unknown, `there is no runner for these; there is one for ${[...runners].join()}`).toEqual([]);
  });

  it('leave to other tests only what these have', () => {
    for (const [page, languages] of Object.entries(playedElsewhere))
      for (const file of Object.values(languages))
        expect(readFileSync(join(root, file), 'utf8'), file).toContain(page);
  });
});

/** The pipeline of a CI system, and no scenario. */
const isPipeline = ({ text }: Block): boolean => /^(jobs|stages|on|include|pipelines|image):/mu.test(text);
const yaml = rowsOf('yaml');

/** The scenario that a snippet is, or is a part of, loaded from a folder where the files of its page lie. */
function loaded({ text, page, line }: Block): Promise<Scenario> {
  const beside = join(folder, 'types', page);
  mkdirSync(beside, { recursive: true });
  const file = join(beside, `line-${line}.json`);
  writeFileSync(file, JSON.stringify(scenarioIn(text)));
  return loadScenario(file, optionsFor(text));
}

describe('YAML', () => {
  it.each(yaml.filter(([, block]) => !isPipeline(block)))('%s has a plan', async (_, block) => {
    expect(planFor(await loaded(block), sha256).header.actions).toBeGreaterThan(0);
  });

  it('in pipelines has commands that there are', () => {
    const flags = new Map(program().commands.map((command) => [command.name(), flagsOf(command)]));
    for (const [place, { text }] of yaml.filter(([, block]) => isPipeline(block))) {
      expect(parse(text), place).toBeTypeOf('object');
      for (const [, name = '', rest = ''] of text.matchAll(/npx turnwise (\w+)([^\n]*)/gu))
        for (const [flag] of rest.matchAll(/(?<=\s)--[a-z-]+/gu))
          expect(flags.get(name), `${place}: ${name}`).toContain(flag);
    }
  });

  const shown = pages.flatMap((page) => blocksIn(page, 'text')).filter(({ of }) => of?.language === 'yaml');
  it.each(shown.map((block) => [block.place, block] as const))('%s is the plan', async (_, { text, of }) => {
    if (of === null) throw new Error('of what?');
    expect(planTable(planFor(await loaded(of), sha256))).toBe(text);
  });
});

const flagsOf = ({ options }: { readonly options: readonly { readonly long?: string }[] }) =>
  options.map(({ long }) => long);

describe('TypeScript', () => {
  const ts = rowsOf('ts');
  const flaws = typeFlaws(
    folder,
    ts.map(([, block]) => block),
  );

  it.each(ts)('%s has the right types', (place) => {
    expect(flaws.get(place) ?? []).toEqual([]);
  });

  const scenarios = ts.filter(([, { text }]) => text.includes('export default defineScenario('));
  it.each(scenarios)('%s loads', async (_, { text, line, page }) => {
    const file = join(folder, `${page}-${line}.ts`);
    writeFileSync(file, text);
    const scenario = await loadScenario(file, optionsFor(text));
    expect(planFor(scenario, sha256).header.actions).toBeGreaterThan(0);
  });
});

describe('JavaScript and data', () => {
  it('in JavaScript is run, by itself or by a command of its page', () => {
    for (const [place, { text, file, page, line }] of rowsOf('js')) {
      if (file !== null) {
        const { path, text: said = '' } = pages.find(({ path }) => place.startsWith(`${path}:`)) ?? {};
        expect(said.replace(text, ''), `${path} never runs its ${file}`).toContain(file);
        continue;
      }
      const alone = join(folder, `${page}-${line}.mjs`);
      writeFileSync(alone, text);
      execFileSync(process.execPath, [alone], { cwd: folder });
    }
  });

  it('parses', () => {
    for (const [place, { text }] of rowsOf('json')) expect(JSON.parse(text), place).toBeTypeOf('object');
    for (const [place, { text }] of rowsOf('ndjson'))
      for (const line of text.trim().split('\n')) expect(JSON.parse(line), place).toBeTypeOf('object');
    for (const [place, { text }] of rowsOf('csv'))
      expect(
        new Set(
          text
            .trim()
            .split('\n')
            .map((line) => line.split(',').length),
        ).size,
        place,
      ).toBe(1);
  });
});
