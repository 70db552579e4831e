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
  if (extname(ref) === '' && !isFileOrFolder(ref) && isShippedName(ref)) return shipped(ref);
  const file = resolve(ref);
  if (!existsSync(file)) throw new Problem(`this file does not exist${nearFile(file)}`, { file: ref });
  if (!statSync(file).isFile()) throw new Problem('this is no file', { file: ref });
  const kind = kindOf(file);
  if (kind === null) throw new Problem(`a scenario file ends in ${oneOf(endings)}`, { file: ref });
  return { file, name: ref, kind };
}

/**
 * The names of the scenarios that come with the package, in order. Those in a folder have its name before theirs,
 * but for the one that is called `scenario`: it is the folder's. Servers and `parts` are no scenarios.
 */
export function shippedScenarios(): readonly string[] {
  return [...shippedFiles().keys()].sort();
}

/** The server modules that come with the package, as absolute paths by the name of their folder. */
export function shippedServers(): ReadonlyMap<string, string> {
  const servers = filesBelow(shippedFolder()).filter((path) => /^[^/]+\/server\.(?:[mc]?js|ts)$/.test(path));
  return new Map(servers.map((path) => [path.split('/')[0] ?? '', join(shippedFolder(), path)]));
}

/** The shipped scenarios by name; of several files with one name the first by its ending. */
function shippedFiles(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const paths = filesBelow(shippedFolder()).filter((path) => !isPart(path));
  for (const ending of endings)
    for (const path of paths) {
      const name = path.slice(0, -ending.length).replace(/(?<=.)\/scenario$/, '');
      if (path.endsWith(ending) && !found.has(name)) found.set(name, join(shippedFolder(), path));
    }
  return found;
}

function isPart(path: string): boolean {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  return folders.includes('parts') || file.startsWith('index.') || file.startsWith('server.');
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.map((path) => path.replaceAll(sep, '/')).sort();
}

function shippedFolder(): string {
  return join(packageRoot(), 'scenarios');
}

/** Whether there is something at a path; a folder that is called as a shipped scenario is not what was meant. */
function isFileOrFolder(ref: string): boolean {
  const stat = statSync(ref, { throwIfNoEntry: false });
  return stat !== undefined && !(stat.isDirectory() && shippedFiles().has(ref));
}

/** Whether somebody means a shipped scenario: a name alone, or one in a folder that is shipped. */
function isShippedName(ref: string): boolean {
  const [folder = '', name] = ref.split('/');
  return name === undefined
    ? !ref.includes(sep)
    : shippedScenarios().some((each) => each === folder || each.startsWith(`${folder}/`));
}

function shipped(name: string): Found {
  const files = shippedFiles();
  const file = files.get(name);
  if (file === undefined) {
    const names = [...files.keys()].sort();
    const near = didYouMean(name, names);
    const hint =
      near === ''
        ? `; there are ${oneOf(namesNear(name, names))}, and a file of your own ends in ${oneOf(endings)}`
        : near;
    throw new Problem(`there is no shipped scenario ${quoted(name)}${hint}`);
  }
  const shown = relative(packageRoot(), file).replaceAll(sep, '/');
  return { file, name: shown, kind: kindOf(file) ?? 'yaml' };
}

/** What to show of the shipped names: those in the folder that was meant, else those in none and the folders. */
function namesNear(name: string, names: readonly string[]): readonly string[] {
  const inside = name.includes('/') ? `${name.split('/')[0]}/` : '';
  const shown = names
    .filter((each) => each.startsWith(inside))
    .map((each) => each.slice(inside.length).replace(/\/.*/, '/...'));
  const whole = [...new Set(shown)].map((each) => inside + each);
  // A folder whose own scenario is shown needs no line for those beside it.
  return whole
    .filter((each) => !whole.includes(each.replace(/\/\.\.\.$/, '')) || !each.endsWith('/...'))
    .sort();
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
