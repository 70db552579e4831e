import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { models } from '../../src/models/index.js';
import { pacings } from '../../src/plan/pacings/index.js';
import { loadScenario } from '../../src/scenario/load.js';
import { modelOf } from '../../src/scenario/model-of.js';
import { strategies } from '../../strategies/index.js';
import { fileOf, options } from '../scenario/support.js';
import { pages, root, type Page } from './pages.js';

/** The page of that name; what it must hold besides snippets that run. */
function pageOf(path: string): Page {
  const page = pages.find((one) => one.path === path);
  if (page === undefined) throw new Error(`there is no ${path}`);
  return page;
}

const textsIn = (page: Page, language: string) =>
  page.blocks.filter((block) => block.language === language).map(({ text }) => text);

it('README.md names the two commands, and they are what package.json does', () => {
  const [first] = textsIn(pageOf('README.md'), 'sh');
  expect(first).toContain('npm ci && npm start');
  expect(first).toContain('npm ci && npm test');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts['start']).toBe('node bin/turnwise.js run voting');
  expect(scripts['test']).toBe('vitest run');
});

it('docs/README.md leads to every page', () => {
  const { text } = pageOf('docs/README.md');
  const others = pages.map(({ path }) => path).filter((path) => !path.endsWith('README.md'));
  for (const path of others) expect(text).toContain(`(${path.replace('docs/', '')})`);
});

it.each(pages)('$path has links that lead somewhere', ({ path, text }) => {
  for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/gu)) {
    const [file = '', heading] = target.split('#');
    const there = file === '' ? path : join(dirname(path), file);
    expect(existsSync(join(root, there)), `${path} leads to ${there}`).toBe(true);
    if (heading === undefined) continue;
    const slugs = [...readFileSync(join(root, there), 'utf8').matchAll(/^#+ (.*)$/gmu)].map(
      ([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
    );
    expect(slugs, `${path} leads to ${target}`).toContain(heading);
  }
});

describe('docs/models.md', () => {
  const written = textsIn(pageOf('docs/models.md'), 'yaml').map(
    (text) => (parse(text) as { readonly model: object }).model,
  );

  it.each(written.map((model) => [JSON.stringify(model)]))('%s is a model', (model) => {
    expect(modelOf(model).describe).not.toBe('');
  });

  it('names every model there is', () => {
    const named = written.map((model) => Object.keys(model)[0]);
    expect(new Set(named)).toEqual(new Set([...Object.keys(models), 'allOf']));
  });
});

it('docs/schedules.md shows every strategy and every pacing', () => {
  const { text } = pageOf('docs/schedules.md');
  for (const name of [...Object.keys(strategies), ...Object.keys(pacings)])
    expect(text).toContain(`### ${name}\n`);
});

const fetch = (path: string): Promise<Response> => Promise.resolve(Response.json({ balance: path.length }));

describe('docs/state.md', () => {
  it.each(textsIn(pageOf('docs/state.md'), 'ts'))('reads what it says: %s', async (snippet) => {
    const { stateChecks, model } = await loadScenario(fileOf('balance.ts', snippet), options());
    const [check] = stateChecks;
    expect([check?.name, check?.start, model.name]).toEqual(['balance', 100, 'unlimited']);
    const context = { target: '', run: '', resourceNames: ['r0'], userNames: [], fetch };
    expect(await check?.read(context)).toEqual({ r0: '/accounts/r0'.length });
  });

  it('names every word', () => {
    for (const word of ['name', 'kind', 'per', 'count', 'start', 'from', 'read', 'every', 'settle'])
      expect(pageOf('docs/state.md').text).toMatch(new RegExp(`^\\| \`${word}\``, 'mu'));
  });
});
