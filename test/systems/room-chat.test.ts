import { describe, expect, it } from 'vitest';
import server from '../../scenarios/room-chat/server.js';
import { connectRaw, fits, post, startSystem, type Json } from './clients.js';

async function chatter(url: string, name: string) {
  const { body } = await post(`${url}/tokens`, { name });
  const raw = await connectRaw(`${url}/chat?token=${String(body['token'])}`);
  let asked = 0;
  const ask = (frame: Json): Promise<Json> => {
    const id = `${name}-${(asked += 1)}`;
    raw.send({ ...frame, id });
    return raw.saw({ id });
  };
  /** What was heard before: the answer to this comes behind it. */
  const heard = async (): Promise<readonly unknown[]> => {
    await ask({ type: 'nothing', room: 'hall' });
    return raw.frames.filter((frame) => fits(frame, { type: 'message' })).map(({ text }) => text);
  };
  return { ...raw, ask, heard };
}

async function hall(bug: string | null) {
  // Late means after the test, but where it waits for it.
  const url = await startSystem(server, { bug, settings: { lateMs: bug === 'reorders' ? 400 : 60_000 } });
  const [ann, bob] = [await chatter(url, 'ann'), await chatter(url, 'bob')];
  expect(await bob.ask({ type: 'subscribe', room: 'hall' })).toMatchObject({
    type: 'subscribed',
    room: 'hall',
  });
  const say = (text: string): Promise<Json> => ann.ask({ type: 'publish', room: 'hall', text });
  return { url, ann, bob, say };
}

describe('the room chat', () => {
  it('acknowledges, and tells those who are subscribed', async () => {
    const { ann, bob, say } = await hall(null);
    expect(await say('one')).toEqual({ type: 'published', id: 'ann-1', room: 'hall', number: 1 });
    await ann.ask({ type: 'publish', room: 'attic', text: 'two' });
    expect(await bob.heard()).toEqual(['one']);
    expect(bob.frames.find((frame) => fits(frame, { type: 'message' }))).toEqual({
      type: 'message',
      room: 'hall',
      number: 1,
      from: 'ann',
      ref: 'ann-1',
      text: 'one',
    });
    expect(await bob.ask({ type: 'unsubscribe', room: 'hall' })).toMatchObject({ type: 'unsubscribed' });
    await say('three');
    expect(await bob.heard()).toEqual(['one']);
  });

  it('lets nobody in without a token that it gave out', async () => {
    const { url } = await hall(null);
    for (const path of ['/chat', '/chat?token=guessed', '/elsewhere'])
      await expect(connectRaw(`${url}${path}`)).rejects.toThrow('401');
    expect((await post(`${url}/tokens`, { name: '' })).status).toBe(400);
    expect((await post(`${url}/elsewhere`, {})).status).toBe(404);
  });

  it('answers what it cannot do', async () => {
    const { ann } = await hall(null);
    ann.socket.send('no json');
    await ann.saw({ type: 'error', error: 'bad room' });
    expect(await ann.ask({ type: 'dance', room: 'hall' })).toMatchObject({ error: 'unknown type' });
    expect(await ann.ask({ type: 'publish', room: 'hall' })).toMatchObject({ error: 'bad text' });
  });
});

describe('its bugs', () => {
  it('late-unsubscribe: who has left still hears', async () => {
    const { bob, say } = await hall('late-unsubscribe');
    await bob.ask({ type: 'unsubscribe', room: 'hall' });
    await say('one');
    expect(await bob.heard()).toEqual(['one']);
  });

  it('drops-first: the first message does not arrive', async () => {
    const { bob, say } = await hall('drops-first');
    await say('one');
    await say('two');
    expect(await bob.heard()).toEqual(['two']);
  });

  it('reorders: the fifth message comes behind the sixth', async () => {
    const { bob, say } = await hall('reorders');
    for (const text of ['1', '2', '3', '4', '5', '6']) await say(text);
    await bob.saw({ type: 'message', text: '5' });
    expect(await bob.heard()).toEqual(['1', '2', '3', '4', '6', '5']);
  });

  it('open-door: a guessed token is let in', async () => {
    const { url } = await hall('open-door');
    expect((await connectRaw(`${url}/chat?token=guessed`)).socket.readyState).toBe(1);
  });
});
