import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnwise } from './inside.js';
import { scratch, turnwise as built } from './turnwise.js';

describe('bad usage exits with 3, one clear message, and the nearest right name', () => {
  test.each([
    ['an unknown flag', ['run', 'voting', '--sede', 'a'], '--seed'],
    ['an unknown command', ['rnu', 'voting'], 'run'],
    ['no scenario', ['run'], 'scenario'],
    ['an unknown scenario', ['run', 'votin'], 'voting'],
    ['a file that is not there', ['plan', 'nothing.yaml'], 'nothing.yaml'],
    ['a count that is none', ['plan', 'voting', '--users', 'many'], '--users'],
    ['an unknown path in --set', ['plan', 'voting', '--set', 'modle.cooldown.every=1s'], 'model'],
    ['an unknown user to trace', ['run', 'voting', '--trace', 'u99'], 'u99'],
    ['a folder that cannot be made', ['run', 'voting', '--out', '/dev/null/runs'], '/dev/null/runs'],
    ['an unknown bug', ['serve', 'arena', '--bug', 'wrong-kei'], 'wrong-key'],
    ['a certificate that is not there', ['run', 'voting', '--ca', 'none.pem'], 'none.pem'],
    ['an unknown setting', ['serve', 'arena', '--setting', 'cooldwnMs=3'], 'cooldownMs'],
    ['a setting without a number', ['serve', 'arena', '--setting', 'cooldownMs=soon'], 'cooldownMs=300'],
    ['a port that is none', ['serve', '--port', '70000'], '65535'],
    ['a host that is none', ['serve', '--host', '203.0.113.1'], 'no such address'],
    [
      'simulate without a server of ours',
      ['simulate', 'voting', '--set', 'target=http://127.0.0.1:9'],
      'add --target arena',
    ],
    [
      'simulate with another target',
      ['simulate', 'voting', '--target', 'http://127.0.0.1:9'],
      'leave --target away',
    ],
    ['simulate cannot trace', ['simulate', 'voting', '--trace', 'u0'], '--trace'],
    [
      'simulate with an unknown setting',
      ['simulate', 'voting', '--set', 'target={server: arena, settings: {gapMs: 3}}'],
      'cooldownMs',
    ],
    ['a maximum without a unit', ['plan', 'voting', '--max-duration', '3'], '`3s`'],
    ['an unknown server', ['serve', 'arenna'], 'arena'],
    ['a history that is not there', ['check', 'runs/never'], 'runs/never'],
    [
      'an unknown bug of the target',
      ['run', 'voting', '--set', 'target={server: arena, bug: wrong-kei}'],
      'wrong-key',
    ],
  ])('%s', async (_, args, hint) => {
    const { code, stdout, stderr } = await turnwise(args);
    expect(code, stdout + stderr).toBe(3);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });

  test('the further lines of a problem stand under the first', async () => {
    const { stderr } = await turnwise(['plan', 'voting', '--set', 'users=0', '--set', 'timeout=0']);
    expect(stderr).toMatch(/^turnwise: --set \S+: .*\n {10}--set \S+: .*\n$/);
  });

  test('a bad scenario file: file, line, column', async () => {
    const file = join(scratch, 'bad.yaml');
    writeFileSync(
      file,
      'name: bad\ntarget: arena\ntransport: socket-io\nwire:\n  event-ack: {event: vote}\nusres: 3\nusers: 3\nresources: 2\nmodel: {cooldown: {per: resource, every: 1s}}\n',
    );
    const { code, stderr } = await built(['run', file]);
    expect(code).toBe(3);
    expect(stderr).toContain(`${file}:6:1`);
    expect(stderr).toContain('users');
  });
});

describe('turnwise plan', () => {
  test('two processes, one hash', async () => {
    const [one, two] = await Promise.all([
      built(['plan', 'voting', '--seed', 'a', '--json']),
      built(['plan', 'voting', '--seed', 'a', '--json']),
    ]);
    expect(one.code).toBe(0);
    expect((JSON.parse(one.stdout) as { hash: string }).hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(one.stdout).toBe(two.stdout);
    const other = await turnwise(['plan', 'voting', '--seed', 'b', '--json']);
    expect((JSON.parse(other.stdout) as { hash: string }).hash).not.toBe(
      (JSON.parse(one.stdout) as { hash: string }).hash,
    );
  });

  test('the rotation of 3 users on 3 resources', async () => {
    const args = ['plan', 'voting', '--users', '3', '--resources', '3', '--steps', '3', '--json'];
    const { stdout } = await turnwise([
      ...args,
      '--set',
      'phases=[{steps: 3, pacing: {cooldownAware: {rejects: 0}}}]',
    ]);
    const { steps } = JSON.parse(stdout) as {
      steps: { user: number; resource: number; step: number }[];
    };
    const visits = [0, 1, 2].map((user) =>
      steps
        .filter((step) => step.user === user)
        .toSorted((a, b) => a.step - b.step)
        .map((step) => step.resource),
    );
    expect(visits).toEqual([
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]);
  });

  test('says in words what it needs and what it can prove', async () => {
    const { code, stdout } = await turnwise(['plan', 'voting']);
    expect(code).toBe(0);
    expect(stdout).toContain('30 users on 10 resources need 3 lanes');
    expect(stdout).toContain('0.69 s');
  });
});

describe('what else is there', () => {
  test('the schema is JSON Schema and knows the scenario', async () => {
    const { code, stdout } = await turnwise(['schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout) as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toContain('resources');
  });

  test('the servers and their bugs are listed', async () => {
    const { stdout } = await turnwise(['serve', '--list', '--bugs']);
    for (const name of ['arena', 'short-cooldown', 'wrong-key', 'check-then-set'])
      expect(stdout).toContain(name);
  });

  test('help for everything, and the exit codes in it', async () => {
    const { code, stdout } = await turnwise(['--help']);
    expect(code).toBe(0);
    for (const name of ['run', 'plan', 'simulate', 'check', 'report', 'serve', 'schema'])
      expect(stdout).toContain(name);
    expect(stdout).toContain('130/143');
  });

  test('the version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const { code, stdout } = await built(['--version']);
    expect(code).toBe(0);
    expect(stdout.trim()).toBe(version);
  });

  test('a hook that throws is the fault of the scenario, not of the server', async () => {
    const file = join(scratch, 'hook.mjs');
    writeFileSync(
      file,
      `export default { name: 'hook', target: 'arena', transport: 'socket-io', wire: { 'event-ack': { event: 'vote' } },
        users: 2, resources: 1, model: { cooldown: { per: 'resource', every: '200ms' } },
        setup() { throw new Error('no database today'); } };`,
    );
    const { code, stderr } = await built(['run', file]);
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^turnwise: the scenario's setup hook failed: no database today\n {10}at .*hook\.mjs:3:\d+\n$/,
    );
  });
});
