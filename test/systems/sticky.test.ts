import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import server from '../../scenarios/sticky/server.js';
import { connectSocketIo } from './clients.js';
import { startNodes } from './nodes.js';

const handshake = '/socket.io/?EIO=4&transport=polling';

/** One request: its status, its body, and the cookie that it sets. */
function ask(url: string, cookie = ''): Promise<{ status: number; body: string; route: string | null }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie } }, (response) => {
      const { statusCode = 0, headers } = response;
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      const [route = null] = headers['set-cookie']?.[0]?.split(';') ?? [];
      response.on('end', () => resolve({ status: statusCode, body, route }));
    }).on('error', reject);
  });
}

describe('several processes behind a balancer', () => {
  it('keeps a session where it began, by the cookie', async () => {
    const { url } = await startNodes(server);
    const { body, route } = await ask(url + handshake);
    expect(route).toBe('route=0');
    const { sid } = JSON.parse(body.slice(1)) as { sid: string };
    const next = `${url}${handshake}&sid=${sid}`;
    // Without its cookie the next process is asked, which knows of no such session.
    expect(await ask(next)).toMatchObject({ status: 400, route: 'route=1' });
    expect((await ask(`${url}${handshake}`, 'route=17')).route).toBe('route=2');
    const at = { method: 'POST', body: '40{"user":"ann"}', headers: { cookie: 'other=1; route=0' } };
    const again = await fetch(next, at);
    expect([again.status, await again.text()]).toEqual([200, 'ok']);
    expect(again.headers.get('set-cookie')).toBeNull();
  });

  it('sets no cookie with the bug no-cookie, and polling fails', async () => {
    const { url } = await startNodes(server, { bug: 'no-cookie' });
    expect(await ask(url + handshake)).toMatchObject({ status: 200, route: null });
    await expect(connectSocketIo(url, { user: 'ann' }, ['polling'])).rejects.toThrow('xhr poll error');
  });

  it('takes websockets through, with a cookie of their own', async () => {
    const { url } = await startNodes(server);
    const { socket } = await connectSocketIo(url, { user: 'ann' });
    expect(await socket.emitWithAck('ask', 'Why?')).toEqual({ ok: true });
    expect(await socket.emitWithAck('ask', 'Why?')).toMatchObject({ ok: false, error: 'cooldown' });
    expect(await socket.emitWithAck('ask', '')).toEqual({ ok: false, error: 'which question?' });
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ nodes: 3, connections: 1 });
    await expect(connectSocketIo(url, {})).rejects.toThrow('who are you?');
  });

  it('knows nothing of guests at other processes', async () => {
    const { nodeUrls } = await startNodes(server);
    for (const url of nodeUrls) {
      const { socket } = await connectSocketIo(url, { user: 'ann' });
      expect(await socket.emitWithAck('ask', 'Why?')).toEqual({ ok: true });
    }
  });

  it('says 502 for a process that is gone', async () => {
    const { balancer } = await import('../../scenarios/parts/balancer.js');
    const front = await balancer({
      port: 0,
      host: '127.0.0.1',
      nodeUrls: ['http://127.0.0.1:1'],
      sticky: true,
    });
    expect((await ask(`${front.url}/`)).status).toBe(502);
    await expect(connectSocketIo(front.url, {})).rejects.toThrow('websocket error');
    expect(await (await fetch(`${front.url}/health`)).json()).toEqual({ nodes: 0 });
    await front.close();
  });
});
