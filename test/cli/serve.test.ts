import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { exchange, openWs } from '../servers/clients.js';
import { arena, turnwise } from './turnwise.js';

const bin = fileURLToPath(new URL('../../bin/turnwise.js', import.meta.url));

describe('turnwise serve', () => {
  test('a port that is taken is bad usage, not a crash', async () => {
    const { url, child } = await arena();
    const { port } = new URL(url);
    const { code, stderr } = await turnwise(['serve', '--port', port]);
    child.kill();
    expect(stderr).toBe(`turnwise: port ${port} on 127.0.0.1 is taken; --port 0 takes a free one\n`);
    expect(code).toBe(3);
  });

  test('takes settings of the server', async () => {
    const { url, child } = await arena('--setting', 'cooldownMs=3600000');
    const socket = await openWs(url);
    const vote = '{"user":"u","resource":"r"}';
    expect(await exchange(socket, vote)).toEqual({ ok: true });
    expect(await exchange(socket, vote)).toMatchObject({ ok: false, retryAfterMs: expect.any(Number) });
    socket.terminate();
    child.kill();
  });

  test('ends with the npm that started it, which passes no signal on', async () => {
    expect(await outlives({ npm_execpath: 'npm' })).toBe(false);
  });

  test('outlives the shell that started it in the background', async () => {
    expect(await outlives({})).toBe(true);
  });
});

/** Whether a server answers that was started by a process which is killed right after. */
async function outlives(env: Readonly<Record<string, string>>): Promise<boolean> {
  const program = `
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, [${JSON.stringify(bin)}, 'serve'], { stdio: ['ignore', 'inherit', 'inherit'] });
    process.stderr.write(child.pid + '\\n');
    setInterval(() => undefined, 1000);`;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), ...env },
  });
  const [[pid], [url]] = (await Promise.all([
    once(createInterface(parent.stderr), 'line'),
    once(createInterface(parent.stdout), 'line'),
  ])) as [[string], [string]];
  const socket = await openWs(url);
  const closed = once(socket, 'close').then(() => false);
  parent.kill('SIGKILL');
  const outlived = await Promise.race([closed, stillThere(2000)]);
  socket.terminate();
  if (outlived) process.kill(Number(pid));
  return outlived;
}

function stillThere(afterMs: number): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(true), afterMs));
}
