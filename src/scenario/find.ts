import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { oneOf, quoted } from './fields/say.js';
import { didYouMean } from './nearest.js';
import { packageRoot } from './package-root.js';
import { Problem } from './problem.js';

/** The endings a scenario file may have. */
const endings = ['.ts', '.js', '.mjs', '.yaml', '.yml', '.json'] as const;

/** Where a scenario is, and how messages call it. */
export interface Found {
  readonly file: string;
  readonly name: string;
  readonly kind: 'code' | 'yaml' | 'json';
}

/**
 * The file behind what a user typed: a path, or the bare name of a shipped scenario.
 *
 * @throws Problem with the nearest name when there is none.
 */
export function findScenario(ref: string): Found {
  const isBareName = extname(ref) === '' && !ref.includes('/') && !ref.includes(sep);
  if (isBareName && !existsSync(ref)) return shipped(ref);
  const file = resolve(ref);
  if (!existsSync(file)) throw new Problem(`this file does not exist${nearFile(file)}`, { file: ref });
  if (!statSync(file).isFile()) throw new Problem('this is no file', { file: ref });
  const kind = kindOf(file);
  if (kind === null) throw new Problem(`a scenario file ends in ${oneOf(endings)}`, { file: ref });
  return { file, name: ref, kind };
}

/** The names of the scenarios that come with the package, in order. */
export function shippedScenarios(): readonly string[] {
  const folder = join(packageRoot(), 'scenarios');
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => kindOf(file) !== null && !file.startsWith('index.'));
  return [...new Set(files.map((file) => basename(file, extname(file))))].sort();
}

function shipped(name: string): Found {
  const names = shippedScenarios();
  if (!names.includes(name)) {
    const near = didYouMean(name, names);
    const hint =
      near === '' ? `; there are ${oneOf(names)}, and a file of your own ends in ${oneOf(endings)}` : near;
    throw new Problem(`there is no shipped scenario ${quoted(name)}${hint}`);
  }
  const folder = join(packageRoot(), 'scenarios');
  const files = endings.map((ending) => join(folder, name + ending));
  const file = files.find((each) => existsSync(each)) ?? '';
  return { file, name: `scenarios/${basename(file)}`, kind: kindOf(file) ?? 'yaml' };
}

function kindOf(file: string): Found['kind'] | null {
  switch (extname(file)) {
    case '.ts':
    case '.js':
    case '.mjs':
      return 'code';
    case '.yaml':
    case '.yml':
      return 'yaml';
    case '.json':
      return 'json';
    default:
      return null;
  }
}

function nearFile(file: string): string {
  const folder = dirname(file);
  if (!existsSync(folder)) return '; neither does its folder';
  return didYouMean(
    basename(file),
    readdirSync(folder).filter((each) => kindOf(each) !== null),
  );
}
