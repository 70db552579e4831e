import { describe, expect, it } from 'vitest';
import server from '../../scenarios/burst/server.js';
import { connectRaw, fits, startSystem, type RawClient } from './clients.js';

async function reader(url: string, user: string): Promise<RawClient> {
  const raw = await connectRaw(`${url}/?user=${user}`);
  raw.send({ type: 'subscribe', channel: 'c' });
  await raw.saw({ type: 'subscribed' });
  return raw;
}

const readers = (url: string, many: number): Promise<RawClient[]> =>
  Promise.all(Array.from({ length: many }, (_, index) => reader(url, `u${index}`)));

async function posted(raw: RawClient, id: number) {
  raw.send({ type: 'post', channel: 'c', id, text: 'hello' });
  await Promise.race([raw.saw({ id, type: 'posted' }), raw.saw({ id, type: 'slow_down' })]);
  return raw.frames.find((frame) => fits(frame, { id }) && frame['type'] !== 'news');
}

describe('the live channels', () => {
  it.each([
    [null, 52],
    ['lost-tail', 50],
  ])('tell every reader (bug %s)', async (bug, told) => {
    const url = await startSystem(server, { bug });
    const all = await readers(url, 52);
    const writer = await connectRaw(`${url}/?user=writer`);
    expect(await posted(writer, 1)).toEqual({ type: 'posted', id: 1 });
    // What each of them asks for now is answered behind the news.
    for (const raw of all) raw.send({});
    await Promise.all(all.map((raw) => raw.saw({ type: 'error' })));
    expect(all.filter(({ frames }) => frames.some((frame) => fits(frame, { type: 'news' })))).toHaveLength(
      told,
    );
  });

  it('refuse more connections than there may be', async () => {
    const url = await startSystem(server, { settings: { maxConnections: 2 } });
    await readers(url, 2);
    await expect(connectRaw(url)).rejects.toThrow('503');
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ connections: 2 });
  });

  it.each([
    [null, 'slow_down'],
    ['slow-by-connection', 'posted'],
  ])('slow down users, not connections (bug %s)', async (bug, type) => {
    const url = await startSystem(server, { bug, settings: { slowModeMs: 60_000 } });
    const ann = await reader(url, 'ann');
    ann.send({ type: 'post', channel: 'c', id: 1, text: '' });
    expect(await ann.saw({ type: 'posted' })).toMatchObject({ id: 1 });
    expect(await posted(ann, 2)).toMatchObject({ type: 'slow_down' });
    ann.socket.terminate();
    expect(await posted(await reader(url, 'ann'), 3)).toMatchObject({ type });
  });

  it.each([
    [null, true],
    ['forgets-returned', false],
  ])('remember who has come back (bug %s)', async (bug, hears) => {
    const url = await startSystem(server, { bug, settings: { graceMs: 1 } });
    const first = await reader(url, 'ann');
    const ann = await reader(url, 'ann');
    first.socket.terminate();
    const bob = await reader(url, 'bob');
    // Until it is forgotten, or many times over.
    for (let id = 1; id <= 200; id++) {
      bob.send({ type: 'post', channel: 'c', id, text: '' });
      await bob.saw({ id, type: 'posted' });
      await new Promise((resolve) => void setImmediate(resolve));
    }
    ann.send({});
    await ann.saw({ type: 'error' });
    expect(ann.frames.some((frame) => fits(frame, { type: 'news', id: 200 }))).toBe(hears);
  });
});
