import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
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
 * The file behind what a user typed: a path, or the name of a shipped scenario: `voting`, `teeth/arena`.
 *
 * @throws Problem with the nearest name when there is none.
 */
export function findScenario(ref: string): Found {
  if (extname(ref) === '' && !existsSync(ref) && isShippedName(ref)) return shipped(ref);
  const file = resolve(ref);
  if (!existsSync(file)) throw new Problem(`this file does not exist${nearFile(file)}`, { file: ref });
  if (!statSync(file).isFile()) throw new Problem('this is no file', { file: ref });
  const kind = kindOf(file);
  if (kind === null) throw new Problem(`a scenario file ends in ${oneOf(endings)}`, { file: ref });
  return { file, name: ref, kind };
}

/** The names of the scenarios that come with the package, in order, those in a folder with its name before theirs. */
export function shippedScenarios(): readonly string[] {
  if (!existsSync(shippedFolder())) return [];
  const files = readdirSync(shippedFolder(), { recursive: true, encoding: 'utf8' });
  const scenarios = files.filter((file) => kindOf(file) !== null && !basename(file).startsWith('index.'));
  return [
    ...new Set(scenarios.map((file) => file.slice(0, -extname(file).length).replaceAll(sep, '/'))),
  ].sort();
}

function shippedFolder(): string {
  return join(packageRoot(), 'scenarios');
}

/** Whether somebody means a shipped scenario: a name alone, or one in a folder that is shipped. */
function isShippedName(ref: string): boolean {
  const [folder = '', name] = ref.split('/');
  return name === undefined
    ? !ref.includes(sep)
    : shippedScenarios().some((each) => each.startsWith(`${folder}/`));
}

function shipped(name: string): Found {
  const names = shippedScenarios();
  if (!names.includes(name)) {
    const near = didYouMean(name, names);
    const hint =
      near === ''
        ? `; there are ${oneOf(namesNear(name, names))}, and a file of your own ends in ${oneOf(endings)}`
        : near;
    throw new Problem(`there is no shipped scenario ${quoted(name)}${hint}`);
  }
  const files = endings.map((ending) => join(shippedFolder(), name + ending));
  const file = files.find((each) => existsSync(each)) ?? '';
  const shown = relative(packageRoot(), file).replaceAll(sep, '/');
  return { file, name: shown, kind: kindOf(file) ?? 'yaml' };
}

/** What to show of the shipped names: those in the folder that was meant, else those in none and the folders. */
function namesNear(name: string, names: readonly string[]): readonly string[] {
  const inside = name.includes('/') ? `${name.split('/')[0]}/` : '';
  const shown = names
    .filter((each) => each.startsWith(inside))
    .map((each) => each.slice(inside.length).replace(/\/.*/, '/...'));
  return [...new Set(shown)].map((each) => inside + each).sort();
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
