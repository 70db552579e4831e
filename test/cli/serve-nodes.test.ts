// oxlint-disable vitest/no-standalone-expect -- `test` here is a test that needs a redis-server
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Redis } from 'ioredis';
import type { Report } from '../../src/report/report.js';
import { redisTests } from '../limiters/redis-tests.js';
import { exchange, openWs } from '../servers/clients.js';
import { turnwise } from './inside.js';
import { scratch, start } from './turnwise.js';

const password = 'pass-7c6b5a/4d';

const scenarios: Readonly<Record<'ws' | 'socket-io', string>> = {
  'socket-io': `transport: socket-io
wire: {event-ack: {event: vote, payload: {user: "\${user}", resource: "\${resource}"}, accepted: {ok: true}, rejected: {ok: false, error: cooldown}}}`,
  ws: `transport: ws
wire: {json-id: {payload: {id: "\${id}", user: "\${user}", resource: "\${resource}"}, accepted: {ok: true}, rejected: {ok: false, error: cooldown}}}`,
};

function scenarioFile(kind: keyof typeof scenarios): string {
  const file = join(scratch, `nodes-${kind}.yaml`);
  writeFileSync(
    file,
    `name: nodes-${kind}
target: arena
${scenarios[kind]}
users: 4
resources: 2
steps: 8
connect: {over: 20ms, timeout: 20s}
model: {cooldown: {per: resource, every: 200ms}}
pacing: {cooldownAware: {margin: 60ms, rejects: 0.3}}
`,
  );
  return file;
}

const urlOf = ({ options: { port } }: Redis, secret = ''): string =>
  `redis://${secret === '' ? '' : `default:${encodeURIComponent(secret)}@`}127.0.0.1:${port}`;

describe('several nodes on the command line', () => {
  const { test } = redisTests();

  test('serve prints one URL, and leaves nothing when it ends', async (client) => {
    const server = start([
      'serve',
      'seats',
      '--nodes',
      '2',
      '--store',
      urlOf(client),
      '--setting',
      'seats=1',
    ]);
    await server.saw('\n');
    expect(server.said()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const sockets = [await openWs(server.said().trim()), await openWs(server.said().trim())];
    const book = '{"user":"u","resource":"r"}';
    expect(await exchange(sockets[0], book)).toEqual({ ok: true });
    expect(await exchange(sockets[1], book)).toEqual({ ok: false, error: 'sold_out' });
    const closed = sockets.map((socket) => once(socket, 'close'));
    server.child.kill('SIGTERM');
    await Promise.all(closed);
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    expect(await client.keys('*')).toEqual([]);
  });

  test('serve on a port that is taken says so', async (client) => {
    const one = start(['serve', 'arena']);
    await one.saw('\n');
    const { port } = new URL(one.said().trim());
    const { code, stderr } = await turnwise([
      'serve',
      '--port',
      port,
      '--nodes',
      '2',
      '--store',
      urlOf(client),
    ]);
    one.child.kill();
    expect([code, stderr]).toEqual([
      3,
      `turnwise: port ${port} on 127.0.0.1 is taken; --port 0 takes a free one\n`,
    ]);
  });

  for (const kind of ['ws', 'socket-io'] as const)
    test(`run plays against two nodes over ${kind}, and never shows the password of their store`, async (client) => {
      await client.call('ACL', 'SETUSER', 'default', `>${password}`);
      const out = `nodes-${kind}`;
      const set = ['target.nodes=2', `target.store=${urlOf(client, password)}`].flatMap((one) => [
        '--set',
        one,
      ]);
      const ended = await turnwise(['run', scenarioFile(kind), ...set, '--out', out]);
      expect(ended.stdout).toContain(`with 2 nodes, the Redis at 127.0.0.1:${client.options.port}`);
      const folder = join(scratch, out, 'latest');
      const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
      expect(report.oracle).toMatchObject({ history: 'valid', violationCount: 0, falseRejects: 0 });
      expect(report.actions).toMatchObject({ errors: 0, unknown: 0 });
      const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
      for (const text of [ended.stdout, ended.stderr, ...written])
        for (const form of [password, encodeURIComponent(password)]) expect(text).not.toContain(form);
      expect(await client.keys('*')).toEqual([]);
      await client.call('ACL', 'SETUSER', 'default', 'nopass');
    });

  test('run refuses nodes without a store, and polling over nodes', async (client) => {
    const file = scenarioFile('socket-io');
    const alone = await turnwise(['run', file, '--set', 'target.nodes=2']);
    expect([alone.code, alone.stderr]).toEqual([3, expect.stringContaining('2 nodes need a store')]);
    const polling = [
      'target.nodes=2',
      `target.store=${urlOf(client)}`,
      'transport.socket-io.transports=[polling]',
    ];
    const polled = await turnwise(['run', file, ...polling.flatMap((one) => ['--set', one])]);
    expect([polled.code, polled.stderr]).toEqual([3, expect.stringContaining('websocket only')]);
  });
});
