import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectRequest, Cookies } from '../../src/transports/transport.js';
import { recorder, requestTo } from './recorder.js';
import { socketIoStand, wsStand } from './stand.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A jar with one level, and where its cookies came from. */
function jar(
  first: Record<string, string> = {},
): Cookies & { readonly asked: string[]; readonly all: Map<string, string> } {
  const all = new Map(Object.entries(first));
  const asked: string[] = [];
  return {
    asked,
    all,
    headerFor(url) {
      asked.push(url);
      return [...all].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    keep(_url, setCookies) {
      for (const text of setCookies) {
        const [pair = ''] = text.split(';');
        const [name = '', value = ''] = pair.split('=');
        all.set(name, value);
      }
    },
  };
}

type Seen = { readonly kind: 'poll' | 'post' | 'upgrade'; readonly cookie: string; readonly sid: boolean };

/** A Socket.IO server that sets another cookie with every answer, and writes down what it is sent. */
async function sticky(
  transports: ('websocket' | 'polling')[],
  transportsOfUser?: ConnectRequest['transports'],
) {
  const stand = await socketIoStand({ settings: { transports } });
  const seen: Seen[] = [];
  const see = (request: IncomingMessage, kind: Seen['kind']): void => {
    seen.push({ kind, cookie: request.headers.cookie ?? '', sid: request.url?.includes('sid=') === true });
  };
  stand.io.engine.on('headers', (headers: Record<string, string | string[]>, request: IncomingMessage) => {
    const isUpgrade = request.headers.upgrade !== undefined;
    see(request, isUpgrade ? 'upgrade' : request.method === 'POST' ? 'post' : 'poll');
    headers['set-cookie'] = [
      `n=${seen.length}; Path=/`,
      ...(seen.length === 1 ? ['route=node-3; Path=/; HttpOnly'] : []),
    ];
  });
  const transport = stand.transport();
  cleanups.push(
    () => stand.close(),
    () => transport.close(),
  );
  const listener = recorder();
  const cookies = jar({ token: 't1' });
  const connection = transport.connect(
    requestTo(stand.url, {
      cookies,
      headers: { cookie: 'own=1' },
      ...(transportsOfUser !== undefined && { transports: transportsOfUser }),
    }),
    listener,
  );
  await listener.until(() => listener.log.length > 0);
  expect(listener.log[0]).toBe('opened');
  return { stand, seen, listener, connection, cookies };
}

describe('cookies', () => {
  it('of the polling hand-shake go with every request, and with the upgrade', async () => {
    const { stand, seen, listener, connection, cookies } = await sticky(['polling', 'websocket']);
    connection.send(stand.ask('there'));
    await listener.until(() => listener.inbox.length === 1);
    expect(seen[0]).toEqual({ kind: 'poll', cookie: 'token=t1; own=1', sid: false });
    for (const { cookie, sid } of seen.slice(1)) {
      expect(sid).toBe(true);
      expect(cookie).toMatch(/^token=t1; n=\d+; route=node-3; own=1$/);
    }
    expect(seen.map(({ kind }) => kind)).toContain('upgrade');
    expect(cookies.all.get('route')).toBe('node-3');
    expect(cookies.asked.every((url) => url.startsWith(`${stand.url}/socket.io/`))).toBe(true);
    await connection.close();
  });

  it('are fresh with each poll', async () => {
    const { stand, seen, listener, connection, cookies } = await sticky(['polling']);
    for (let ask = 1; ask <= 3; ask++) {
      connection.send(stand.ask(`${ask}`));
      await listener.until(() => listener.inbox.length === ask);
    }
    const numbers = seen.slice(1).map(({ cookie }) => Number(/n=(\d+)/.exec(cookie)?.[1]));
    expect(numbers.length).toBeGreaterThanOrEqual(6);
    // What was set by any answer before the request left is in it, and the newest of that.
    for (const [index, number] of numbers.entries()) expect(number).toBeLessThanOrEqual(index + 1);
    expect(numbers.at(-1)).toBeGreaterThan(3);
    expect(Number(cookies.all.get('n'))).toBeGreaterThanOrEqual(numbers.at(-1) ?? 0);
    await connection.close();
  });

  it('go with a WebSocket hand-shake, and those of its answer are kept', async () => {
    const { seen, connection, cookies } = await sticky(['websocket']);
    expect(seen).toEqual([{ kind: 'upgrade', cookie: 'token=t1; own=1', sid: false }]);
    expect(cookies.all.get('n')).toMatch(/^1/);
    await connection.close();
  });

  it('go with plain WebSocket too, and those of a refusal are kept', async () => {
    const stand = await wsStand();
    const transport = stand.transport();
    cleanups.push(
      () => stand.close(),
      () => transport.close(),
    );
    const seen: string[] = [];
    stand.wss.on('headers', (headers, request) => {
      seen.push(request.headers.cookie ?? '');
      headers.push('Set-Cookie: route=node-1; Path=/');
    });
    const cookies = jar();
    for (const log of [['opened'], ['opened', 'opened']]) {
      const listener = recorder();
      transport.connect(requestTo(stand.url, { cookies }), listener);
      await listener.until(() => listener.log.length > 0);
      expect(listener.log).toEqual(['opened']);
      expect(seen).toHaveLength(log.length);
    }
    expect(seen).toEqual(['', 'route=node-1']);
    stand.wss.options.verifyClient = (_info, decide) =>
      decide(false, 401, 'no', { 'Set-Cookie': 'retry=1; Path=/' });
    const refused = recorder();
    transport.connect(requestTo(stand.url, { cookies }), refused);
    expect(await refused.ended()).toBe('failed: HTTP 401 Unauthorized');
    expect(cookies.all.get('retry')).toBe('1');
  });

  it("come with the user's own transports, which go before the scenario's", async () => {
    const { seen, connection } = await sticky(['websocket'], ['polling']);
    expect(seen.every(({ kind }) => kind !== 'upgrade')).toBe(true);
    await connection.close();
  });

  it('are not asked for where the user has none', async () => {
    const stand = await socketIoStand();
    const transport = stand.transport();
    cleanups.push(
      () => stand.close(),
      () => transport.close(),
    );
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    await listener.until(() => listener.log.length > 0);
    expect(listener.log).toEqual(['opened']);
  });
});
