import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('oracle-child.mjs', import.meta.url));

/** After that long no further round is begun, so that slow models do not hold up the others. */
const budgetMs = 3000;
const timeoutMs = 60_000;

/** Measures one cell in a process of its own. */
export function judgedIn(name, keys, actions, unknownShare) {
  const args = ['--expose-gc', child, name, keys, actions, unknownShare, 3, budgetMs].map(String);
  const { stdout, status, signal, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: 1 << 20,
  });
  if (status === 0) return JSON.parse(stdout);
  return {
    error: signal === null ? (stderr.trim().split('\n').at(-1) ?? 'crashed') : `over ${timeoutMs / 1000} s`,
  };
}

/** @param {string | undefined} text */
export const quoted = (text) => `'${String(text)}'`;
