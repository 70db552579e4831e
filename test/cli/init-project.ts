import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = 'node_modules/turnwise/bin/turnwise.js';

/** A project somewhere, in which this package is installed as the last build has it. */
export interface Project {
  readonly folder: string;
  /** Lines of a shell in which `npx` finds turnwise and the test runners of this repository. */
  sh(script: string): Promise<{ readonly output: string; readonly code: number | null }>;
}

/** Makes one; it is gone when the tests of the file are over. */
export function projectWith(manifest: object): Project {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-init-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  // A copy and no link: test runners follow a link out of node_modules, and treat what is there as code of the project.
  for (const name of ['bin', 'dist', 'scenarios', 'package.json'])
    cpSync(join(root, name), join(modules, 'turnwise', name), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  return { folder, sh: (script) => shell(folder, script) };
}

async function shell(
  cwd: string,
  script: string,
): Promise<{ readonly output: string; readonly code: number | null }> {
  const npx = `npx() {
    case $1 in
      turnwise) shift; node ${bin} "$@" ;;
      vitest) shift; node node_modules/vitest/vitest.mjs "$@" ;;
      *) echo "nobody knows how to run $1"; return 98 ;;
    esac
  }`;
  // A test of a test: the runner inside must not take itself for the one outside.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_TEST|TEST$)/u.test(name)),
  );
  const child = spawn('bash', ['-c', `exec 2>&1; ${npx}\n${script}`], {
    cwd,
    env: { ...env, NO_COLOR: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { output, code };
}
