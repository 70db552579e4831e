import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import server from '../../scenarios/notifications/server.js';
import { connectRaw, fits, post, startSystem, type Json } from './clients.js';

async function account(url: string, name: string, password = `${name}'s own`) {
  const { body } = await post(`${url}/login`, { name, password });
  const headers = { authorization: `Bearer ${String(body['token'])}` };
  const connect = async () => {
    const raw = await connectRaw(`${url}/live`, { headers });
    await raw.saw({ type: 'welcome', name });
    let asked = 0;
    const ask = (frame: Json): Promise<Json> => {
      raw.send({ ...frame, id: (asked += 1) });
      return raw.saw({ id: asked });
    };
    const heard = async (): Promise<readonly unknown[]> => {
      await ask({ type: 'nothing' });
      return raw.frames.filter((frame) => fits(frame, { type: 'notification' })).map(({ ref }) => ref);
    };
    return { ...raw, ask, heard };
  };
  const notify = (topic: string, ref: number) => post(`${url}/notify`, { topic, ref, text: 'hey' }, headers);
  return { connect, notify };
}

describe('the notifications server', () => {
  it('pushes what is posted to those who have the topic, and gives receipts before and after', async () => {
    const url = await startSystem(server);
    const [ann, bob] = [await account(url, 'ann'), await account(url, 'bob')];
    const [sender, phone] = [await ann.connect(), await bob.connect()];
    expect(await phone.ask({ type: 'subscribe', topics: ['news', 'jobs'] })).toMatchObject({
      type: 'subscribed',
      topics: ['news', 'jobs'],
    });
    sender.send({ type: 'track', ref: 1 });
    expect(await ann.notify('news', 1)).toEqual({ status: 202, body: { ref: 1 } });
    await ann.notify('sport', 2);
    sender.send({ type: 'track', ref: 2 });
    expect(await sender.saw({ type: 'receipt', ref: 1 })).toMatchObject({ told: 1 });
    expect(await sender.saw({ type: 'receipt', ref: 2 })).toMatchObject({ told: 0 });
    expect(await phone.heard()).toEqual([1]);
    await phone.ask({ type: 'unsubscribe', topics: ['news'] });
    await ann.notify('news', 3);
    expect(await phone.heard()).toEqual([1]);
  });

  it('refuses strangers, wrong passwords and what makes no sense', async () => {
    const url = await startSystem(server);
    const ann = await account(url, 'ann');
    expect((await post(`${url}/login`, { name: 'ann', password: 'guessed' })).status).toBe(401);
    expect((await post(`${url}/notify`, { topic: 'news', ref: 1, text: 'x' })).status).toBe(401);
    expect((await post(`${url}/elsewhere`, {})).status).toBe(404);
    expect((await ann.notify('news', 0.5)).status).toBe(400);
    await expect(connectRaw(`${url}/live`)).rejects.toThrow('401');
    const headers = { authorization: 'Bearer guessed' };
    await expect(connectRaw(`${url}/live`, { headers })).rejects.toThrow('401');
  });

  it.each([
    [null, [1]],
    ['forgets-topics-on-reconnect', []],
  ])('with the bug %s, who comes back is told its topics and hears %j', async (bug, heard) => {
    const url = await startSystem(server, { bug });
    const [ann, bob] = [await account(url, 'ann'), await account(url, 'bob')];
    const phone = await bob.connect();
    await phone.ask({ type: 'subscribe', topics: ['news'] });
    phone.socket.terminate();
    const again = await bob.connect();
    expect(await again.ask({ type: 'resume' })).toMatchObject({ type: 'resumed', topics: ['news'] });
    await ann.notify('news', 1);
    expect(await again.heard()).toEqual(heard);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ users: 1 });
  });

  it('cuts what is idle, and leaves alone what is not', async () => {
    const url = await startSystem(server, { settings: { idleMs: 1000 } });
    const [ann, bob] = [await account(url, 'ann'), await account(url, 'bob')];
    const [busy, idle] = [await ann.connect(), await bob.connect()];
    const beating = setInterval(() => busy.socket.ping(), 40);
    const [code] = (await once(idle.socket, 'close')) as [number];
    clearInterval(beating);
    expect(code).toBe(1006);
    expect(busy.socket.readyState).toBe(1);
  });

  it('token-for-anybody: a wrong password does as well', async () => {
    const url = await startSystem(server, { bug: 'token-for-anybody' });
    await account(url, 'ann');
    expect((await post(`${url}/login`, { name: 'ann', password: 'guessed' })).status).toBe(200);
  });
});
