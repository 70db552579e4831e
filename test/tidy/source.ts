import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { masked } from './masked.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One import or re-export of a file. */
export interface Import {
  /** A path from the top of the repository (`src/plan/plan.ts`), or a package or `node:` name. */
  readonly target: string;
  readonly inside: boolean;
  /** Whether only types come over, so that nothing is left of it at run time. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and the contents of strings, as long and with the same lines. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export function sourceOf(path: string, text: string): Source {
  const code = masked(text);
  return { path, text, code, imports: importsOf(path, text, code) };
}

/** All TypeScript below the folders, in order of their paths. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders
    .flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.endsWith('.generated.ts'))
    .sort()
    .map((path) => sourceOf(path, readFileSync(`${root}${path}`, 'utf8')));
}

const statement = /^(?:import|export)\b\s*(type\b)?([^'"`;]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
const bare = /^import\s*['"]([^'"]+)['"]/gm;
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(path: string, text: string, code: string): Import[] {
  // In the masked text a keyword inside a string or a comment is gone: then the match is none.
  const real = (match: RegExpMatchArray) => /^(?:import|export)/.test(code.slice(match.index));
  const found = [
    ...[...text.matchAll(statement)]
      .filter(real)
      .map(([, type, names, from]) => ({ from, typeOnly: type !== undefined || onlyTypes(names) })),
    ...[...text.matchAll(bare), ...text.matchAll(dynamic)]
      .filter(real)
      .map(([, from]) => ({ from, typeOnly: false })),
  ];
  return found.map(({ from, typeOnly }) => ({ ...resolved(path, from), typeOnly }));
}

function onlyTypes(names: string): boolean {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(names)?.[1];
  if (inner === undefined) return false;
  return inner
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .every((name) => name.startsWith('type '));
}

function resolved(path: string, from: string): { target: string; inside: boolean } {
  if (!from.startsWith('.')) return { target: packageOf(from), inside: false };
  const target = new URL(from, `file:///${path}`).pathname.slice(1);
  return { target: target.replace(/\.js$/, '.ts'), inside: true };
}

/** `ws/lib/sender.js` is the package `ws`; `node:fs/promises` stays whole. */
function packageOf(from: string): string {
  if (from.startsWith('node:')) return from;
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}
