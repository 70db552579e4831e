import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Problem } from '../scenario/problem.js';

/** The folder of one run, where people look for its files. */
export interface RunFolder {
  readonly path: string;
  /** Writes a file of the run. */
  write(name: string, content: string | Uint8Array): void;
  /** Where a file of the run lies. */
  pathOf(name: string): string;
}

/**
 * Makes `<out>/<scenario>/<time>-<seed>/` and moves the link `<out>/latest` to it. A run in the
 * same second gets a number behind, never somebody else's folder.
 */
export function makeRunFolder(out: string, scenario: string, wallMs: number, seed: string): RunFolder {
  const time = new Date(wallMs).toISOString().slice(0, 19).replaceAll(':', '-');
  const path = freeFolder(join(out, fileName(scenario)), `${time}-${fileName(seed)}`);
  moveLatest(out, path);
  return {
    path,
    pathOf: (name) => join(path, name),
    write: (name, content) => {
      const file = join(path, name);
      try {
        if (name.includes('/')) mkdirSync(join(file, '..'), { recursive: true });
        writeFileSync(file, content);
      } catch (error) {
        throw new Problem(`the run is over and cannot be written down: ${(error as Error).message}`, {
          file,
        });
      }
    },
  };
}

function freeFolder(parent: string, name: string): string {
  try {
    mkdirSync(parent, { recursive: true });
    return firstFree(join(parent, name));
  } catch (error) {
    throw new Problem(`--out: no folder can be made here: ${(error as Error).message}`, { file: parent });
  }
}

function firstFree(wanted: string): string {
  for (let count = 1; ; count++) {
    const path = count === 1 ? wanted : `${wanted}-${count}`;
    try {
      mkdirSync(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The link is made beside and renamed, so that a reader never finds it missing. */
function moveLatest(out: string, path: string): void {
  const link = join(out, 'latest');
  const next = join(out, `.latest-${process.pid}-${basename(path)}`);
  try {
    rmSync(next, { force: true });
    symlinkSync(relative(out, path), next, 'dir');
    renameSync(next, link);
  } catch {
    // A file system without links, or somebody's own folder called latest: the run itself is not in doubt.
    rmSync(next, { force: true });
  }
}

/** Any text as a file name: letters, digits, dot, dash and underscore, at most 60. */
export function fileName(text: string): string {
  const name = text.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^[.-]+|-+$/g, '');
  return name.slice(0, 60) || 'unnamed';
}
