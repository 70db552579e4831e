// oxlint-disable vitest/no-standalone-expect -- `redisTest` is a test that needs a redis-server
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Problem } from '../../src/scenario/problem.js';
import { describeModule, describeModules } from '../../src/servers/describe-modules.js';
import { startServer } from '../../src/servers/embedded.js';
import { startModule, type ModuleStart } from '../../src/servers/module-server.js';
import { noRedisText, startRedis } from '../../src/servers/redis-process.js';
import type { ServerHandle } from '../../src/servers/server-handle.js';
import { redisTests } from '../limiters/redis-tests.js';
import { eventOf, exchange, openSocketIo, openWs } from './clients.js';

const part = (name: string): string => fileURLToPath(new URL(`parts/${name}`, import.meta.url));
const builtModule = fileURLToPath(new URL('../../dist/src/servers/module-server.js', import.meta.url));

async function started(name: string, more: Partial<ModuleStart> = {}): Promise<ServerHandle> {
  const server = await startModule({ file: part(name), ...more });
  onTestFinished(() => server.stop());
  return server;
}

async function counted(socket: Socket): Promise<unknown> {
  return (await socket.emitWithAck('count', {})) as unknown;
}

async function connected(url: string): Promise<Socket> {
  const socket = await openSocketIo(url);
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** Whether a process exists. */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves when none of them exists any more. */
async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(lives)) await new Promise((resolve) => setImmediate(resolve));
}

/** What a promise is rejected with, as a line; the folder of the tests is cut off. */
async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => 'nothing',
    (why: unknown) => why,
  );
  expect(error).toBeInstanceOf(Problem);
  return (error as Error).message;
}

describe('a server module', () => {
  test('says what it is without being started', async () => {
    expect(await describeModule(part('fronted.ts'))).toEqual({
      describe: 'Nodes over HTTP, behind a front that reads the path.',
      settings: {},
      bugs: {},
      needsRedis: false,
      nodes: 3,
      hasFront: true,
    });
  });

  test('runs in a process of its own, with the bug and the settings asked for', async () => {
    const server = await started('echo.ts', { bug: 'counts-double', settings: { step: 3 } });
    expect(server.nodeUrls).toEqual([server.url]);
    expect(server.pids()).toHaveLength(1);
    expect(server.pids()).not.toContain(process.pid);
    expect(await counted(await connected(server.url))).toEqual({ ok: true, count: 6, node: 0 });
    const pids = server.pids();
    await Promise.all([server.stop(), server.stop()]);
    expect(pids.filter(lives)).toEqual([]);
    expect(server.died()).toBeNull();
  });

  test('with two nodes gets connections in turn; its own front decides for itself', async () => {
    const server = await started('echo.ts', { nodes: 2 });
    expect(new Set([server.url, ...server.nodeUrls]).size).toBe(3);
    const nodes: unknown[] = [];
    for (let index = 0; index < 4; index++) nodes.push(await counted(await connected(server.url)));
    expect(nodes).toEqual([
      { ok: true, count: 1, node: 0 },
      { ok: true, count: 1, node: 1 },
      { ok: true, count: 2, node: 0 },
      { ok: true, count: 2, node: 1 },
    ]);
    const fronted = await started('fronted.ts');
    expect(fronted.nodeUrls).toHaveLength(3);
    const text = async (path: string): Promise<string> => (await fetch(fronted.url + path)).text();
    expect(await text('/2')).toBe('front: node 2 of 3 at /2');
    await fronted.killServer();
    expect(await text('/2')).toBe('its node is gone');
    await fronted.startServer();
    expect(await text('/0')).toBe('front: node 0 of 3 at /0');
  });

  test('comes back at the same port after it was killed, with nothing in its memory', async () => {
    const server = await started('echo.ts');
    const socket = await connected(server.url);
    await counted(socket);
    const lost = eventOf(socket, 'disconnect');
    await server.killServer();
    await lost;
    expect([server.pids(), server.died()]).toEqual([[], null]);
    await Promise.all([server.startServer(), server.startServer()]);
    expect(await counted(await connected(server.url))).toEqual({ ok: true, count: 1, node: 0 });
    const starting = server.killServer().then(() => server.startServer());
    await server.stop();
    await starting;
    expect(server.pids()).toEqual([]);
  });

  test('that dies by itself is told with its last words', async () => {
    const server = await started('echo.ts');
    const socket = await connected(server.url);
    const lost = eventOf(socket, 'disconnect');
    socket.emit('count');
    await lost;
    await allGone(server.pids());
    await server.stop();
    expect(server.died()).toMatch(/^exit code 1: .*TypeError: answer is not a function/s);
  });

  test('a reference server can be killed and started too', async () => {
    const server = await startServer({ server: 'arena', settings: { cooldownMs: 3_600_000 } });
    onTestFinished(() => server.stop());
    const vote = '{"user":"u","resource":"r"}';
    const first = await openWs(server.url);
    expect(await exchange(first, vote)).toEqual({ ok: true });
    await server.killServer();
    await server.startServer();
    expect(server.pids()).not.toContain(server.pid);
    const second = await openWs(server.url);
    expect(await exchange(second, vote)).toEqual({ ok: true });
    second.terminate();
    await expect(server.stopRedis()).rejects.toThrow('no Redis was started for arena');
  });
});

describe('a server module that cannot be started says why in one line', () => {
  test.each([
    ['throws.ts', /^test\/servers\/parts\/throws\.ts:6:\d+: threw TypeError: no table$/],
    [
      'strange.ts',
      /^test\/servers\/parts\/strange\.ts: threw TypeError: start\(\) must resolve with \{url, close\}$/,
    ],
    ['leaves.ts', /^test\/servers\/parts\/leaves\.ts: ended before start\(\) had resolved$/],
  ])('%s', async (name, message) => {
    expect(await problemOf(startModule({ file: part(name) }))).toMatch(message);
  });

  test('one that takes for ever', async () => {
    const file = part('hangs.ts');
    await describeModule(file);
    expect(await problemOf(startModule({ file, startMs: 500 }))).toMatch(
      /did not listen within 0\.5 s, and was ended/,
    );
  });

  const wrong: readonly [text: string, message: RegExp][] = [
    ['export default {', /x\d\.ts:1:\d+: does not compile: .+/],
    ['export default 7', /x\d\.ts: has no server as its default export/],
    ['throw new Error("at once\\nand more")', /x\d\.ts:1:\d+: threw Error: at once$/],
    ['export default { describe: "d" }', /x\d\.ts: is no server module: `start` must be a function/],
    ['export default { describe: "d", start() {}, nodes: 0 }', /x\d\.ts: `nodes` must be a whole number/],
    ['export default { describe: "d", start() {}, bugs: { a: 1 } }', /x\d\.ts: `bugs` must be names/],
    ['export default { describe: "d", start() {}, settings: [1] }', /x\d\.ts: `settings` must be names/],
  ];

  test('whatever is wrong with it, none keeps the others from being described', async () => {
    const folder = ownFolder();
    const modules = wrong.map(([text], index) => {
      const file = join(folder, `x${index}.ts`);
      writeFileSync(file, text);
      return { name: `x${index}.ts`, file };
    });
    const described = await describeModules([...modules, { name: 'echo', file: part('echo.ts') }]);
    for (const [index, [, message]] of wrong.entries()) {
      const flaw = described[index];
      expect(flaw).toBeInstanceOf(Problem);
      expect((flaw as Problem).message).toMatch(message);
      expect((flaw as Problem).message).not.toContain('\n');
    }
    expect(described.at(-1)).toMatchObject({ settings: { step: 1 }, nodes: 1, needsRedis: false });
    expect(await problemOf(describeModule(part('nothing.ts')))).toMatch(/nothing\.ts: .*cannot be read/);
  });
});

describe('a Redis of a run', () => {
  const { test: redisTest } = redisTests();

  redisTest('is shared by the nodes, and knows everything after it was killed', async () => {
    const server = await started('echo.ts', { nodes: 2, redis: 'start' });
    const counts: unknown[] = [];
    for (let index = 0; index < 2; index++) counts.push(await counted(await connected(server.url)));
    expect(counts).toMatchObject([{ count: 1 }, { count: 2 }]);
    await server.killServer();
    await server.stopRedis();
    await server.startRedis();
    await server.startServer();
    expect(await counted(await connected(server.url))).toMatchObject({ count: 3 });
  });

  redisTest('leaves nothing behind', async () => {
    const folder = ownTemporary();
    const redis = await startRedis();
    const pid = redis.pid() ?? -1;
    expect([lives(pid), readdirSync(folder).length]).toEqual([true, 1]);
    await Promise.all([redis.stop(), redis.stop()]);
    await redis.start();
    expect([redis.pid(), lives(pid), redis.died()]).toEqual([null, false, null]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is not installed is said with the commands that install it', async () => {
    const { PATH } = process.env;
    process.env['PATH'] = '/nowhere';
    onTestFinished(() => void (process.env['PATH'] = PATH));
    const folder = ownTemporary();
    expect(await problemOf(startRedis())).toBe(noRedisText);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('nothing outlives the run', () => {
  const { test: redisTest } = redisTests();

  redisTest('when turnwise is killed: no node, no front, no Redis, no folder', async () => {
    const folder = ownTemporary();
    const program = `
      const { startModule } = await import(${JSON.stringify(builtModule)});
      const file = ${JSON.stringify(part('echo.ts'))};
      const server = await startModule({ file, nodes: 2, redis: 'start' });
      console.log(JSON.stringify([server.pids(), server.url, server.redisUrl]));
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const [pids, url] = JSON.parse(line) as [number[], string];
    expect(readdirSync(folder)).toHaveLength(1);
    const socket = await connected(url);
    const lost = eventOf(socket, 'disconnect');
    parent.kill('SIGKILL');
    await lost;
    await allGone(pids);
    while (readdirSync(folder).length > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test('nor a server that is still starting', async () => {
    const program = `
      const { startModule } = await import(${JSON.stringify(builtModule)});
      startModule({ file: ${JSON.stringify(part('hangs.ts'))}, hears: (text) => console.log(text) });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const pid = Number(line);
    expect(lives(pid)).toBe(true);
    parent.kill('SIGINT');
    await allGone([pid]);
  });
});

/** A folder of one test's own, gone afterwards. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-module-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes temporary files lie in a folder of one test's own, where nobody else's are. */
function ownTemporary(): string {
  const { TMPDIR } = process.env;
  const folder = ownFolder();
  process.env['TMPDIR'] = folder;
  onTestFinished(() => {
    delete process.env['TMPDIR'];
    if (TMPDIR !== undefined) process.env['TMPDIR'] = TMPDIR;
  });
  return folder;
}
