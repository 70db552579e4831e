import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built file where a process starts, also when this file runs from its source under a test runner. */
export function entryFile(name: 'child' | 'node'): string {
  const beside = fileURLToPath(new URL(`${name}.js`, import.meta.url));
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL(`../../dist/src/servers/${name}.js`, import.meta.url));
}
