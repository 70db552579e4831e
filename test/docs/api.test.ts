import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const generator = fileURLToPath(new URL('../../build/api.js', import.meta.url));

it('the API reference is that of the last build, and every public symbol has a docstring', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [generator, '--check'], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
});
