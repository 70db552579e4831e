import { describe, expect, it } from 'vitest';
import server from '../../scenarios/document/server.js';
import { connectRaw, fits, startSystem, type Json } from './clients.js';

async function desk(bug: string | null = null, commitMs = 5) {
  const url = await startSystem(server, { bug, settings: { commitMs } });
  const open = async (since: number | null = null, pending: readonly Json[] = []) => {
    const raw = await connectRaw(`${url}/edit`);
    raw.send({ type: 'join', doc: 'd', since, pending });
    const joined = await raw.saw({ type: since === null ? 'snapshot' : 'resumed' });
    return { ...raw, joined };
  };
  const documents = async (): Promise<unknown> => (await fetch(`${url}/documents`)).json();
  return { url, open, documents };
}

const op = (id: number): Json => ({ type: 'op', doc: 'd', id, key: `run/${id}`, text: `${id},` });

describe('the document', () => {
  it('numbers operations, acknowledges them in order and tells the others', async () => {
    const { open, documents } = await desk();
    const [ann, bob] = [await open(), await open()];
    for (const id of [1, 2, 3]) ann.send(op(id));
    await ann.saw({ type: 'ack', id: 3 });
    bob.send(op(4));
    await ann.saw({ type: 'op', id: 4 });
    expect(ann.frames.slice(1).map(({ type, seq }) => [type, seq])).toEqual([
      ['ack', 1],
      ['ack', 2],
      ['ack', 3],
      ['op', 4],
    ]);
    const heard = bob.frames.filter((frame) => fits(frame, { type: 'op' }));
    expect(heard.map(({ seq, text }) => [seq, text])).toEqual([
      [1, '1,'],
      [2, '2,'],
      [3, '3,'],
    ]);
    expect(await documents()).toEqual({ d: { operations: 4, text: '1,2,3,4,' } });
    expect((await open()).joined).toMatchObject({ seq: 4, text: '1,2,3,4,' });
  });

  it.each([
    [null, [2, 3]],
    ['resume-off-by-one', [3]],
  ])('sends who comes back what it has missed (bug %s)', async (bug, missed) => {
    const { open } = await desk(bug);
    const ann = await open();
    for (const id of [1, 2, 3]) ann.send(op(id));
    await ann.saw({ type: 'ack', id: 3 });
    const { joined } = await open(1);
    expect((joined['ops'] as Json[]).map(({ seq }) => seq)).toEqual(missed);
  });

  it.each([
    [null, '1,2,'],
    ['applied-twice', '1,2,1,'],
  ])('takes an operation that is sent again for the same (bug %s)', async (bug, text) => {
    const { open, documents } = await desk(bug);
    const ann = await open();
    ann.send(op(1));
    await ann.saw({ type: 'ack', id: 1 });
    ann.send(op(2));
    await ann.saw({ type: 'ack', id: 2 });
    await open(0, [op(1)]);
    expect(await documents()).toMatchObject({ d: { text } });
  });

  it.each([
    [null, ['op', '1,']],
    ['lost-on-reconnect', ['ack', '']],
  ])('writes down what came before a connection went (bug %s)', async (bug, [told, text]) => {
    const { open, documents } = await desk(bug, 200);
    const [ann, bob] = [await open(), await open()];
    ann.send(op(1));
    // What is sent after it on the same connection is answered after it.
    ann.send({ type: 'nonsense', doc: 'd' });
    await ann.saw({ type: 'error' });
    expect(ann.frames.some((frame) => fits(frame, { type: 'ack' }))).toBe(told === 'ack');
    ann.socket.terminate();
    if (told === 'op') await bob.saw({ type: 'op', id: 1 });
    else await new Promise((resolve) => void ann.socket.once('close', resolve));
    await open();
    expect(await documents()).toMatchObject({ d: { text } });
  });

  it('answers what it cannot read, and who has not joined', async () => {
    const { url } = await desk();
    const raw = await connectRaw(`${url}/edit`);
    raw.send(op(1));
    await raw.saw({ type: 'error' });
    raw.socket.send('{');
    raw.send({ type: 'join', doc: 'd', since: 'yesterday' });
    raw.send({ type: 'join', doc: 'd', since: null, pending: [{}] });
    raw.send({ type: 'join', doc: 'e' });
    await raw.saw({ type: 'snapshot' });
    expect(raw.frames.map(({ type }) => type)).toEqual(['error', 'error', 'error', 'error', 'snapshot']);
  });
});
