import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { startedByRunner } from '../../src/cli/parent.js';
import { exchange, openWs } from '../servers/clients.js';
import { turnwise } from './inside.js';
import { arena, start } from './turnwise.js';

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
    const program = `
      const { spawn } = await import('node:child_process');
      spawn(process.execPath, [${JSON.stringify(bin)}, 'serve'], { stdio: ['ignore', 'inherit', 'inherit'] });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_execpath: 'npm' },
    });
    const [url] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const socket = await openWs(url);
    const closed = once(socket, 'close');
    parent.kill('SIGKILL');
    expect((await closed)[0]).toBe(1001);
  });

  test.each([
    [['--nodes', '2'], /^turnwise: 2 nodes need a store that they share.*redis:\/\/127\.0\.0\.1:6379\n$/],
    [['--nodes', 'two'], /^turnwise: --nodes takes a whole number of at least 1, not 'two'\n$/],
    [['--store', '127.0.0.1:6379'], /^turnwise: a store is the URL of a Redis, e\.g\. redis:/],
    [
      ['--nodes', '2', '--store', 'redis://:hidden-word@127.0.0.1:1'],
      /^turnwise: cannot use the Redis at 127\.0\.0\.1:1: ECONNREFUSED\n$/,
    ],
    [['--json'], /^turnwise: --json is for --list\n$/],
  ] as const)('%j is refused in one line', async (flags, message) => {
    const { code, stderr, stdout } = await turnwise(['serve', 'seats', ...flags]);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([3, '']);
  });

  test('says what is missing to see a bug of several nodes', async () => {
    const server = start(['serve', 'arena', '--bug', 'per-node-memory']);
    await server.saw('\n');
    server.child.kill();
    expect((await server.ended).stderr).toBe(
      'turnwise: the bug per-node-memory shows with several nodes only: --nodes 2 --store start\n',
    );
  });

  test('lists servers in a line each, and the bugs of one or of all', async () => {
    const { stdout } = await turnwise(['serve', '--list']);
    const lines = stdout.split('\n');
    for (const name of ['arena', 'sales'])
      expect(lines.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.length).toBeLessThan(50);
    const one = await turnwise(['serve', 'arena', '--list']);
    expect(one.stdout).toMatch(/^arena\n[^]*  --bug wrong-key\n/);
    expect(one.stdout).not.toContain('sales');
    const all = await turnwise(['serve', '--list', '--bugs']);
    expect(all.stdout).toContain(one.stdout);
    const unknown = await turnwise(['serve', 'nothing', '--list']);
    expect(unknown).toMatchObject({ code: 3, stdout: '' });
  });

  test('lists all bugs for programs', async () => {
    const listed = await turnwise(['serve', '--list', '--json']);
    const [first] = JSON.parse(listed.stdout) as readonly unknown[];
    expect(first).toMatchObject({ name: 'arena', bugs: expect.any(Array) });
  });

  test('but may outlive the shell that started it in the background', () => {
    expect(startedByRunner({ PATH: '/bin', SHELL: '/bin/sh' })).toBe(false);
    expect(startedByRunner({ npm_lifecycle_event: 'npx' })).toBe(true);
  });
});
