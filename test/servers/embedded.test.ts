import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { behaviours } from '../../src/behaviours/index.js';
import { behaviourOf, servers } from '../../src/servers/catalog.js';
import { startServer } from '../../src/servers/embedded.js';
import { childVariable, type ChildOrder } from '../../src/servers/child-order.js';
import { listServers, listServersAsJson } from '../../src/servers/list.js';
import { exchange, openWs } from './clients.js';

const built = (file: string): string =>
  fileURLToPath(new URL(`../../dist/src/servers/${file}`, import.meta.url));

/** Whether a process exists. */
function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('an embedded server', () => {
  test('runs in its own process with the bug and settings asked for, until it is stopped', async () => {
    const server = await startServer({
      server: 'arena',
      bug: 'wrong-key',
      settings: { cooldownMs: 3_600_000 },
    });
    expect(server.pid).not.toBe(process.pid);
    const socket = await openWs(server.url);
    expect(await exchange(socket, '{"id":1,"user":"u0","resource":"r"}')).toEqual({ id: 1, ok: true });
    expect(await exchange(socket, '{"id":2,"user":"u1","resource":"r"}')).toEqual({ id: 2, ok: true });
    const closed = once(socket, 'close');
    await Promise.all([server.stop(), server.stop()]);
    expect(lives(server.pid)).toBe(false);
    expect((await closed)[0]).toBe(1001);
    await server.stop();
  });

  test('can be stopped while it is frozen', async () => {
    const server = await startServer({ server: 'arena' });
    process.kill(server.pid, 'SIGSTOP');
    await server.stop();
    expect(lives(server.pid)).toBe(false);
  });

  test('can be stopped when it is dead already', async () => {
    const server = await startServer({ server: 'arena' });
    const socket = await openWs(server.url);
    const closed = once(socket, 'close');
    process.kill(server.pid, 'SIGKILL');
    await closed;
    await server.stop();
    expect(lives(server.pid)).toBe(false);
    expect(server.died()).toBe('SIGKILL');
  });

  test('that cannot start says why', async () => {
    const server = await startServer({ server: 'arena' });
    const port = Number(new URL(server.url).port);
    await expect(startServer({ server: 'arena', port })).rejects.toThrow(/before it listened.*EADDRINUSE/s);
    await server.stop();
    await expect(startServer({ server: 'arean' })).rejects.toThrow(
      'there is no server "arean"; there is: arena',
    );
    await expect(startServer({ server: 'arena', bug: 'none' })).rejects.toThrow(
      /it has: short-cooldown, .*wrong-key/,
    );
    await expect(startServer({ server: 'arena', settings: { gapMs: 5 } })).rejects.toThrow(RangeError);
  });

  test('ends with its parent, however that ends', async () => {
    const program = `
      const { startServer } = await import(${JSON.stringify(built('embedded.js'))});
      const server = await startServer({ server: 'arena' });
      process.stdout.write(server.url + '\\n');
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const socket = await openWs(url);
    const closed = once(socket, 'close');
    parent.kill('SIGKILL');
    expect((await closed)[0]).toBe(1001);
  });

  test('does not keep a parent alive that has nothing more to do', async () => {
    const program = `
      const { startServer } = await import(${JSON.stringify(built('embedded.js'))});
      await startServer({ server: 'arena' });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
    expect((await once(parent, 'exit'))[0]).toBe(0);
  });
});

describe('the process of an embedded server', () => {
  const order: ChildOrder = { server: 'arena', bug: null, settings: {}, port: 0, nodes: 1, store: null };
  const env = { ...process.env, [childVariable]: JSON.stringify(order) };

  test('prints one line, and ends when standard input does', async () => {
    const child = spawn(process.execPath, [built('child.js')], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      child.stdin.end();
    });
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test('ends when its IPC channel does, and on SIGTERM, but not on Ctrl-C', async () => {
    for (const end of ['disconnect', 'SIGTERM'] as const) {
      const child = spawn(process.execPath, [built('child.js')], {
        env,
        stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
      });
      await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
      child.kill('SIGINT');
      if (end === 'disconnect') child.disconnect();
      else child.kill(end);
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
  });
});

/** A text however it is broken into lines. */
function words(lines: string): string {
  return lines.replaceAll(/\s+/g, ' ');
}

describe('the list of servers', () => {
  test('names every server, every bug, what is wrong and what shows it', () => {
    const text = listServers();
    for (const { name, bugs } of servers()) {
      expect(behaviourOf(name, null).bug).toBeUndefined();
      expect(text).toContain(`${name}\n`);
      for (const bug of bugs) {
        expect(behaviourOf(name, bug.name).bug?.name).toBe(bug.name);
        for (const part of [`--bug ${bug.name}\n`, bug.wrong, bug.shows, ...bug.seen])
          expect(words(text)).toContain(words(part));
      }
    }
    expect(servers().map(({ name }) => name)).toEqual(
      behaviours.filter(({ bug }) => bug === undefined).map(({ name }) => name),
    );
    expect(servers().flatMap(({ bugs }) => bugs)).toHaveLength(behaviours.length - servers().length);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(JSON.parse(listServersAsJson())).toEqual(servers());
  });

  test('tells the settings of a bug from those of its server', () => {
    const arena = servers().find(({ name }) => name === 'arena');
    expect(arena?.settings).toEqual({ cooldownMs: 200 });
    expect(arena?.bugs.find(({ name }) => name === 'check-then-set')).toMatchObject({
      needs: 'meeting',
      settings: { gapMs: 15 },
    });
    expect(arena?.bugs.find(({ name }) => name === 'wrong-key')?.settings).toEqual({});
  });
});
