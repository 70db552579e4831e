import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../scenario/problem.js';
import { runners, type Choice, type Runner } from './choice.js';

/** What is there already. */
export interface Project extends Pick<Choice, 'modules'> {
  /** The test runners that its package.json names. */
  readonly runners: readonly Runner[];
  readonly hasPackage: boolean;
  readonly hasTurnwise: boolean;
  /** Whether git would take up the folder of runs. */
  readonly tracksRuns: boolean;
}

/** Looks at a folder. @throws Problem where its package.json cannot be read. */
export function projectOf(folder: string): Project {
  const manifest = manifestOf(join(folder, 'package.json'));
  const names = new Set(
    [manifest?.['dependencies'], manifest?.['devDependencies']].flatMap((all) => Object.keys(all ?? {})),
  );
  return {
    hasPackage: manifest !== null,
    hasTurnwise: names.has('turnwise') || manifest?.['name'] === 'turnwise',
    modules: manifest?.['type'] === 'module' ? 'esm' : 'commonjs',
    runners: runners.filter((name) => names.has(name)),
    tracksRuns: !ignoresRuns(join(folder, '.gitignore')),
  };
}

function manifestOf(file: string): Readonly<Record<string, object | string | undefined>> | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, object | string | undefined>>;
  } catch (error) {
    throw new Problem(`cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`, {
      file,
    });
  }
}

/** The line that keeps runs out of git. */
export const ignoreLine = 'runs/';

function ignoresRuns(file: string): boolean {
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.some((line) => /^\/?runs\/?$/.test(line.trim()));
}
