import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { proxyFor, type Environment } from '../../src/transports/net/proxy.js';
import { makeCertificates, type Certificates } from './certificates.js';
import { recorder, requestTo } from './recorder.js';
import { plainTls, socketIoStand, wsStand } from './stand.js';

// The package has no types.
const name: string = 'proxy-from-env';
const proxyFromEnv: { readonly getProxyForUrl: (url: string) => string } = await import(name);

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260101);

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A proxy that knows only CONNECT. */
async function startProxy(answer: 'lets through' | 'refuses' | 'says nothing') {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', ({ url = '', headers }, client: Socket) => {
    asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim());
    client.on('error', () => {});
    client.on('end', () => client.end());
    client.resume();
    if (answer === 'says nothing') return;
    if (answer === 'refuses') {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const target = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    target.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { asked, sockets, url: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

const stands = {
  ws: (env: Environment, secure: boolean) =>
    wsStand(secure ? { env, tls: certificates.server, settings: { tls: trusting() } } : { env }),
  'socket-io': (env: Environment, secure: boolean) =>
    socketIoStand(secure ? { env, tls: certificates.server, settings: { tls: trusting() } } : { env }),
  polling: (env: Environment, secure: boolean) =>
    socketIoStand({
      env,
      ...(secure && { tls: certificates.server }),
      settings: { transports: ['polling'], tls: secure ? trusting() : plainTls },
    }),
};

function trusting() {
  return { ...plainTls, caFile: certificates.certFile };
}

describe.each(['ws', 'socket-io', 'polling'] as const)('proxy: %s', (kind) => {
  it.each([false, true])('goes through the proxy of the environment (secure: %s)', async (secure) => {
    const proxy = await startProxy('lets through');
    const name = secure ? 'HTTPS_PROXY' : 'HTTP_PROXY';
    const stand = await stands[kind]({ [name]: `http://ann:pw@${proxy.url}` }, secure);
    const transport = stand.transport();
    cleanups.push(() => stand.close());
    const listener = recorder();
    const connection = transport.connect(requestTo(stand.url), listener);
    await listener.until(() => listener.log.length > 0);
    expect(listener.log).toEqual(['opened']);
    connection.send(stand.ask('hello'));
    await listener.until(() => listener.inbox.length === 1);
    const basic = Buffer.from('ann:pw').toString('base64');
    expect(proxy.asked[0]).toBe(`127.0.0.1:${stand.port} Basic ${basic}`);
    await transport.close();
    await stand.closed();
    while (proxy.sockets.size > 0) await new Promise(setImmediate);
  });

  it('goes straight where the environment says so', async () => {
    const proxy = await startProxy('lets through');
    const stand = await stands[kind]({ HTTP_PROXY: `http://${proxy.url}`, NO_PROXY: '127.0.0.1' }, false);
    const transport = stand.transport();
    cleanups.push(
      () => stand.close(),
      () => transport.close(),
    );
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    await listener.until(() => listener.log.length > 0);
    expect(listener.log).toEqual(['opened']);
    expect(proxy.asked).toEqual([]);
  });

  it('says that the proxy refuses', async () => {
    const proxy = await startProxy('refuses');
    const stand = await stands[kind]({ http_proxy: `http://${proxy.url}` }, false);
    const transport = stand.transport();
    cleanups.push(
      () => stand.close(),
      () => transport.close(),
    );
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    expect(await listener.ended()).toBe('failed: HTTP 407 Proxy Authentication Required');
  });

  it('leaves a proxy that says nothing, and keeps no socket to it', async () => {
    const proxy = await startProxy('says nothing');
    const stand = await stands[kind]({ http_proxy: `http://${proxy.url}` }, false);
    const transport = stand.transport();
    cleanups.push(() => stand.close());
    const listener = recorder();
    transport.connect(requestTo(stand.url, { timeoutMs: 100 }), listener);
    expect(await listener.ended()).toBe('failed: not connected after 100 ms');
    await transport.close();
    while (proxy.sockets.size > 0) await new Promise(setImmediate);
  });

  it('does not take other kinds of proxy for HTTP', async () => {
    const stand = await stands[kind]({ all_proxy: 'socks5://127.0.0.1:1' }, false);
    const transport = stand.transport();
    cleanups.push(() => stand.close());
    const listener = recorder();
    transport.connect(requestTo(stand.url), listener);
    expect(await listener.ended()).toBe(
      'failed: the proxy in the environment is neither http nor https but socks5:',
    );
  });
});

function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

describe(`which proxy (seed ${seed})`, () => {
  const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
  const hosts = ['example.com', 'a.example.com', '127.0.0.1', 'localhost', '[::1]'];
  const entry = fc.oneof(
    fc.constantFrom(...hosts, '*', '.example.com', '*.example.com', '*example.com', 'Example.COM', ''),
    fc
      .tuple(fc.constantFrom(...hosts), fc.constantFrom(80, 443, 3000))
      .map(([host, port]) => `${host}:${port}`),
  );
  const noProxy = fc
    .tuple(fc.array(entry, { maxLength: 3 }), fc.constantFrom(',', ' ', ', '))
    .map(([entries, separator]) => entries.join(separator));
  const environments = fc.record(
    {
      ...Object.fromEntries(names.map((name) => [name, fc.constantFrom('http://p:1', 'p:2', '')])),
      no_proxy: noProxy,
      NO_PROXY: noProxy,
    },
    { requiredKeys: [] },
  );
  const targets = fc
    .tuple(
      fc.constantFrom('http', 'https', 'ws', 'wss'),
      fc.constantFrom(...hosts),
      fc.constantFrom('', ':80', ':443', ':3000'),
    )
    .map(([scheme, host, port]) => `${scheme}://${host}${port}/x`);

  it('is what proxy-from-env says, of the environment handed in', () => {
    const check = fc.property(environments, targets, (env, target) => {
      // For the package a WebSocket is no http, and nobody sets `ws_proxy`.
      const asHttp = target.replace(/^ws/, 'http');
      expect(proxyFor(new URL(target), env) ?? '').toBe(
        withEnvironment(env, () => proxyFromEnv.getProxyForUrl(asHttp)),
      );
    });
    fc.assert(check, { seed, numRuns: 2000 });
  });

  function withEnvironment<T>(env: Environment, run: () => T): T {
    const all = [...names, 'no_proxy', 'NO_PROXY'];
    const saved = all.map((name) => process.env[name]);
    all.forEach((name) => set(name, env[name]));
    try {
      return run();
    } finally {
      all.forEach((name, index) => set(name, saved[index]));
    }
  }
});
