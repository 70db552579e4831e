import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { transportLaws } from './laws.js';
import { recorder, requestTo } from './recorder.js';
import { wsStand } from './stand.js';

transportLaws('ws', (options) => wsStand(options));

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(...[options]: Parameters<typeof wsStand>) {
  const stand = await wsStand(options);
  const transport = stand.transport();
  cleanups.push(
    () => stand.close(),
    () => transport.close(),
  );
  return { stand, transport };
}

describe('ws', () => {
  it('gives the close code and the words of the server, made printable', async () => {
    const { stand, transport } = await start();
    const cases = [
      [4001, 'kicked', 'closed: closed 4001 kicked'],
      [1001, '', 'closed: closed 1001'],
      [4002, '\u001b[2J\u202egone', 'closed: closed 4002  [2J gone'],
    ] as const;
    for (const [code, words, line] of cases) {
      const listener = recorder();
      transport.connect(requestTo(stand.url), listener);
      const [socket] = (await once(stand.wss, 'connection')) as [
        { close(code: number, words: string): void },
      ];
      socket.close(code, words);
      expect(await listener.ended()).toBe(line);
    }
  });

  it('gives 1006 when the connection just ends', async () => {
    const { stand, transport } = await start();
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    await listener.until(() => listener.log.length > 0);
    for (const socket of stand.sockets) socket.destroy();
    expect(await listener.ended()).toBe('closed: closed 1006');
  });

  it('brings path, query, headers, user and password to the server', async () => {
    const { stand } = await start();
    const transport = (await start({ settings: { path: '/play' } })).stand.transport();
    const url = `${stand.url.replace('//', '//ann:s%40fe@')}/lobby?a=1&b=2#top`;
    const headers = { 'x-user': 'u7' };
    const connection = transport.connect(requestTo(url, { query: { b: '3 4' }, headers }), recorder());
    const [, request] = await once(stand.wss, 'connection');
    expect(request.url).toBe('/play?a=1&b=3+4');
    expect(request.headers['x-user']).toBe('u7');
    expect(request.headers.authorization).toBe(`Basic ${Buffer.from('ann:s@fe').toString('base64')}`);
    expect(request.headers['sec-websocket-extensions']).toBeUndefined();
    await connection.close();
  });

  it("keeps the target's own path when the scenario names none", async () => {
    const { stand, transport } = await start();
    transport.connect(requestTo(`${stand.url}/lobby`), recorder());
    const [, request] = await once(stand.wss, 'connection');
    expect(request.url).toBe('/lobby');
  });

  it('offers subprotocols, and fails when the server takes none', async () => {
    const { stand, transport } = await start({ settings: { subprotocols: ['game.v2', 'game.v1'] } });
    stand.wss.options.handleProtocols = (offered) => (offered.has('game.v1') ? 'game.v1' : false);
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    const [socket] = await once(stand.wss, 'connection');
    expect(socket.protocol).toBe('game.v1');
    stand.wss.options.handleProtocols = () => false;
    const second = recorder();
    transport.connect(requestTo(stand.url), second);
    expect(await second.ended()).toBe('failed: Server sent no subprotocol');
  });

  it('does not send events', async () => {
    const { stand, transport } = await start();
    const connection = transport.connect(requestTo(stand.url), recorder());
    expect(() => connection.send({ kind: 'event', event: 'x', args: [], ack: false })).toThrow(TypeError);
    await connection.close();
  });
});
