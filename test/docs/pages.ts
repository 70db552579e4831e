import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** `docs/first-test.md:12`: where its fence is. */
  readonly place: string;
  /** Of its first line. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What its first line, a comment, calls it: other blocks of the page may use the file of that name. */
  readonly file: string | null;
  /** The block above it whose output this may be: the last one that is no `text`. */
  readonly of: Block | null;
}

/** A page of the docs. */
export interface Page {
  /** From the root: `docs/first-test.md`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** The README and every page beside it; what is made from docstrings is none. */
export const pages: readonly Page[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
].map(pageAt);

/** Blocks that a test of their own plays, in full; here they are left out. */
export const playedElsewhere: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/ci.md': { yaml: 'test/cli/init-ci.test.ts' },
  'docs/delivery.md': { yaml: 'test/scenario/delivery.test.ts' },
  'docs/probing.md': { sh: 'test/probe/docs.test.ts', text: 'test/probe/docs.test.ts' },
  'docs/property-testing.md': {
    ts: 'test/property/docs.test.ts',
    js: 'test/property/docs.test.ts',
    text: 'test/property/docs.test.ts',
  },
  'docs/simulation.md': { ts: 'test/simulate/docs.test.ts' },
  'docs/testing.md': {
    ts: 'test/testing/docs.test.ts',
    js: 'test/testing/docs.test.ts',
    text: 'test/testing/docs.test.ts',
  },
  'docs/wires.md': { ts: 'test/wires/docs.test.ts' },
};

/** The blocks of a page in some languages that are played here. */
export function blocksIn(page: Page, ...languages: readonly string[]): readonly Block[] {
  const elsewhere = playedElsewhere[page.path] ?? {};
  return page.blocks.filter(
    ({ language }) => languages.includes(language) && elsewhere[language] === undefined,
  );
}

/** All of them on all pages, as rows of a table of tests. */
export function rowsOf(...languages: readonly string[]): readonly (readonly [string, Block])[] {
  return pages.flatMap((page) => blocksIn(page, ...languages).map((block) => [block.place, block] as const));
}

function pageAt(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8');
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const fence = /^( *)(`{3,})(.*)$/u.exec(lines[at] ?? '');
    if (fence === null) continue;
    const [, indent = '', ticks = '', language = ''] = fence;
    const end = lines.indexOf(`${indent}${ticks}`, at + 1);
    if (end < 0) throw new Error(`${path}:${at + 1}: a fence without an end`);
    const body = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    blocks.push(blockOf(path, at + 2, language.trim(), `${body.join('\n')}\n`, blocks));
    at = end;
  }
  return { path, text, blocks };
}

function blockOf(
  page: string,
  line: number,
  language: string,
  text: string,
  before: readonly Block[],
): Block {
  const [, file = null] = /^(?:\/\/|#) (\S+\.\w+)\n/u.exec(text) ?? [];
  const of = before.findLast((block) => block.language !== 'text') ?? null;
  return { page: basename(page), place: `${page}:${line - 1}`, line, language, text, file, of };
}
