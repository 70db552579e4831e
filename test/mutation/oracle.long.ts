import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { mutants, type Mutant } from './oracle-mutants.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'turnwise-mutants-'));
for (const part of ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
  cpSync(join(root, part), join(copy, part), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Whether the tests notice; told by the exit code of a run of their own. */
function isNoticed({ file, from, to, tests }: Mutant): boolean {
  const path = join(copy, 'src/oracle', file);
  const whole = readFileSync(path, 'utf8');
  expect(whole.split(from).length, `${file} has no longer exactly one place '${from}'`).toBe(2);
  writeFileSync(
    path,
    whole.replace(from, () => to),
  );
  const named = tests.map((test) => join('test/oracle', test));
  try {
    return named.some(
      (test) => spawnSync('npx', ['vitest', 'run', test, '--bail', '1'], { cwd: copy }).status !== 0,
    );
  } finally {
    writeFileSync(path, whole);
  }
}

it('nothing is red to begin with', () => {
  const named = [...new Set(mutants.flatMap(({ tests }) => tests))].map((test) => join('test/oracle', test));
  expect(spawnSync('npx', ['vitest', 'run', ...named], { cwd: copy }).status).toBe(0);
});

it.each(mutants.map((mutant) => [mutant.what, mutant] as const))('%s', (_what, mutant) => {
  expect(isNoticed(mutant)).toBe(true);
});
