import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { shippedScenarios, shippedServers } from '../../src/scenario/find.js';
import { openSocketIo } from '../servers/clients.js';
import { turnwise } from './inside.js';
import { scratch, start } from './turnwise.js';

const part = (name: string): string => fileURLToPath(new URL(`../servers/parts/${name}`, import.meta.url));
const echo = part('echo.yaml');

/** A scenario with a server of its own, in a folder of this test's own. */
function written(folder: string, server: string): string {
  mkdirSync(join(scratch, folder));
  writeFileSync(join(scratch, folder, 'server.ts'), server);
  const scenario = readFileSync(echo, 'utf8').replace('./echo.ts', './server.ts');
  writeFileSync(join(scratch, folder, 'x.yaml'), scenario);
  return join(folder, 'x.yaml');
}

describe('a server module as the target', () => {
  test('is started for the run, with the bug and settings of the command, and named in its first lines', async () => {
    const { code, stderr, stdout } = await turnwise([
      'run',
      echo,
      '--set',
      'target.bug=counts-double',
      '--set',
      'target.settings.step=3',
    ]);
    expect(stdout).toMatch(
      /against the server \S+echo\.ts with the bug counts-double, step 3, process \d+\n/,
    );
    expect(stderr).not.toContain('died');
    expect(stdout).toContain('20 of 20 planned actions sent');
    expect([0, 2]).toContain(code);
  });

  test.each([
    [
      ['--set', 'target.bug=count-double'],
      '`target.bug` is no bug that the server knows: `count-double`; did you mean `counts-double`?',
    ],
    [['--set', 'target.settings.stap=2'], 'the server has no setting `stap`; did you mean `step`?'],
    [['--set', 'target.module=./ecko.ts'], '`target.module` is a file that does not exist: `./ecko.ts`'],
    [['--set', 'target.module=./echo.py'], '`target.module` must be a .ts or .js file, not `./echo.py`'],
    [['--set', 'target.redis=localhost'], '`target.redis` must be `start`, or the URL of a Redis'],
    [['--set', 'target.nodes=99'], '`target.nodes` must be at most 16, not 99'],
    [['--set', 'target.node=2'], 'unknown key `node`; did you mean `nodes`?'],
    [['--target', './echo.ts'], 'is no URL; a server module is written {module: ./echo.ts}'],
  ])('%j is refused before anything starts', async (flags, message) => {
    const { code, stderr, stdout } = await turnwise(['plan', echo, ...flags]);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([3, '']);
  });

  test('that does not compile is said with file and line, by every command that loads the scenario', async () => {
    const scenario = written('broken', 'export default {\n  describe: "d",\n  start( {\n};\n');
    const { code, stderr } = await turnwise(['plan', scenario]);
    expect(stderr).toMatch(/^turnwise: broken\/server\.ts:\d+:\d+: does not compile: .+\n$/);
    expect(code).toBe(3);
  });

  test('that throws when it is started is one line too', async () => {
    const server = `import { defineServer } from 'turnwise';\nexport default defineServer({\n  describe: 'd',\n  start: async () => {\n    throw new Error('no table today');\n  },\n});\n`;
    const { code, stderr } = await turnwise(['run', written('throwing', server)]);
    expect(stderr).toContain('turnwise: throwing/server.ts:5:11: threw Error: no table today\n');
    expect(code).toBe(3);
  });

  test('that needs a Redis where none is installed is told with the command that installs it', async () => {
    const folder = join(scratch, 'no-programs');
    mkdirSync(folder, { recursive: true });
    const { code, stderr } = await turnwise(['run', echo, '--set', 'target.redis=start'], { PATH: folder });
    expect(stderr).toContain(
      '`redis-server` is not installed; install it (Debian, Ubuntu: sudo apt-get install',
    );
    expect(code).toBe(3);
  });
});

describe('mutants', () => {
  test('says that bugs of a server of its own are played with run', async () => {
    const { code, stdout } = await turnwise(['mutants', echo, '--only', 'wrong-key', '--seed', 'a']);
    expect(stdout).toContain(
      `those of the scenario's own server are played with \`turnwise run ${echo} --set target.bug=NAME\`: counts-double`,
    );
    expect([0, 2]).toContain(code);
  });
});

describe('serve', () => {
  test('serves a server module, with what it prints on standard error, until it is stopped', async () => {
    const server = start([
      'serve',
      part('echo.ts'),
      '--bug',
      'counts-double',
      '--nodes',
      '2',
      '--setting',
      'step=5',
    ]);
    await server.saw('http://');
    const socket = await openSocketIo(server.said().trim());
    expect(await socket.emitWithAck('count', {})).toEqual({ ok: true, count: 10, node: 0 });
    const lost = new Promise((resolve) => socket.once('disconnect', resolve));
    server.child.kill('SIGTERM');
    await lost;
    const { code, stdout, stderr } = await server.ended;
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(stderr).toBe('what a server prints is not its address\n'.repeat(2));
    expect(code).toBe(0);
  });

  test('ends when its server dies, and says how', async () => {
    const server = start(['serve', part('echo.ts')]);
    await server.saw('http://');
    const socket = await openSocketIo(server.said().trim());
    socket.emit('count');
    await once(server.child, 'exit');
    const { code, stderr } = await server.ended;
    expect(stderr).toContain('turnwise: the server died: exit code 1');
    expect(code).toBe(4);
  });

  test('a port that is taken is bad usage for a server module too', async () => {
    const first = start(['serve', part('echo.ts')]);
    await first.saw('http://');
    const { port } = new URL(first.said().trim());
    const { code, stderr } = await turnwise(['serve', part('echo.ts'), '--port', port]);
    first.child.kill();
    expect(stderr).toContain(`turnwise: port ${port} on 127.0.0.1 is taken; --port 0 takes a free one\n`);
    expect(code).toBe(3);
  });

  test.each([
    [['aren'], 'there is no server `aren`; did you mean `arena`?'],
    [['nothing-like-it'], 'there is no server `nothing-like-it`; serve --list shows what there is'],
    [['./none.ts'], './none.ts: this file does not exist'],
    [[part('echo.ts'), '--bug', 'x'], '--bug x: is no bug that the server knows: `x` (known: counts-double)'],
    [
      [part('echo.ts'), '--setting', 'steps=1'],
      '--setting steps: the server has no setting `steps`; did you mean `step`?',
    ],
  ])('%j is refused', async (args, message) => {
    const { code, stderr, stdout } = await turnwise(['serve', ...args]);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([3, '']);
  });

  test('lists the servers of all systems, and each of them can be loaded', async () => {
    const { stdout } = await turnwise(['serve', '--list', '--json']);
    const listed = JSON.parse(stdout) as readonly { name: string; kind?: string; error?: string }[];
    const systems = listed.filter(({ kind }) => kind === 'system');
    expect(systems.map(({ name }) => name)).toEqual([...shippedServers().keys()]);
    expect(systems.filter(({ error }) => error !== undefined)).toEqual([]);
    const names = shippedScenarios();
    for (const [name, file] of shippedServers()) {
      expect(dirname(file).endsWith(name)).toBe(true);
      expect(names).not.toContain(`${name}/server`);
      expect(names).not.toContain(`${name}/scenario`);
    }
    expect(names.filter((name) => name.includes('parts'))).toEqual([]);
  });
});
