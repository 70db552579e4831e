import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where a process of ours starts. */
export type Entry = 'child' | 'node' | 'module-child';

/** The built file where a process starts, also when this file runs from its source under a test runner. */
export function entryFile(name: Entry): string {
  const beside = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL(`../../dist/src/servers/${name}.js`, import.meta.url));
}
