import { describe, expect, it } from 'vitest';
import server from '../../scenarios/sales/server.js';
import { connectSocketIo, post, startSystem, type Json } from './clients.js';

interface Person {
  readonly name: string;
  readonly role: string;
  readonly team?: string;
}

/** Logs in, connects and joins. */
async function colleague(url: string, { name, role, team = 'a' }: Person, ...rooms: string[]) {
  const { body } = await post(`${url}/login`, { name, role, team, territory: team });
  const { socket, events } = await connectSocketIo(url, { token: body['token'] });
  for (const room of rooms) expect(await socket.emitWithAck('join', room)).toEqual({ ok: true, room });
  const tell = (event: string, payload: Json): Promise<Json> => socket.emitWithAck(event, payload);
  /** What was heard before: an acknowledgement comes behind all that was sent before it. */
  const heard = async (): Promise<readonly string[]> => {
    await socket.emitWithAck('join', 'nowhere');
    return events.map(([event, { ref }]) => `${event} ${String(ref)}`);
  };
  return { socket, tell, heard };
}

const lead = { ref: 1, territory: 'a', company: 'Ada & Sons', value: 900 };
const deal = { ref: 2, team: 'a', amount: 1200 };
const interaction = { ref: 3, team: 'a', rep: 'ann', how: 'call' };

async function office(bug: string | null) {
  const url = await startSystem(server, { bug });
  const ann = await colleague(url, { name: 'ann', role: 'rep' }, 'team:a', 'territory:a', 'rep:ann');
  const bob = await colleague(url, { name: 'bob', role: 'rep', team: 'b' }, 'team:b', 'territory:b');
  const eve = await colleague(url, { name: 'eve', role: 'manager' }, 'team:a', 'managers:a', 'team:b');
  return { url, ann, bob, eve };
}

describe('the sales server', () => {
  it('tells every kind of news to its rooms, once to everybody in them', async () => {
    const { ann, bob, eve } = await office(null);
    expect(await ann.tell('lead', lead)).toEqual({ ok: true, id: 'lead-1' });
    expect(await bob.tell('deal', deal)).toEqual({ ok: true, id: 'deal-2' });
    expect(await ann.tell('interaction', interaction)).toEqual({ ok: true, id: 'interaction-3' });
    await bob.tell('deal', { ...deal, ref: 4, team: 'b' });
    expect(await ann.heard()).toEqual(['lead 1', 'deal 2', 'interaction 3']);
    expect(await bob.heard()).toEqual(['deal 4']);
    expect(await eve.heard()).toEqual(['deal 2', 'interaction 3', 'deal 4']);
  });

  it('refuses what makes no sense, and names the fields', async () => {
    const { ann, eve } = await office(null);
    const wrong = { ...lead, company: ' ', value: -1 };
    expect(await ann.tell('lead', wrong)).toEqual({
      ok: false,
      error: 'invalid',
      fields: ['company', 'value'],
    });
    expect(await ann.tell('deal', { ref: 'x' })).toMatchObject({ fields: ['ref', 'team', 'amount'] });
    expect(await ann.socket.emitWithAck('interaction', null)).toMatchObject({ ok: false });
    expect(await eve.heard()).toEqual([]);
    expect(await ann.heard()).toEqual([]);
  });

  it('lets nobody in without a token, and representatives only into their own rooms', async () => {
    const { url, ann } = await office(null);
    await expect(connectSocketIo(url, {})).rejects.toThrow('log in first');
    await expect(connectSocketIo(url, { token: 'guessed' })).rejects.toThrow('log in first');
    expect(await ann.socket.emitWithAck('join', 'team:b')).toEqual({ ok: false, error: 'forbidden' });
    expect((await post(`${url}/login`, { name: 'x y', role: 'rep', team: 'a', territory: 'a' })).status).toBe(
      400,
    );
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ connections: 3, accepted: 0 });
  });

  it.each([['polling'], ['polling', 'websocket']])('speaks %s', async (...transports) => {
    const url = await startSystem(server);
    const { body } = await post(`${url}/login`, { name: 'ann', role: 'rep', team: 'a', territory: 'a' });
    const { socket, events } = await connectSocketIo(url, { token: body['token'] }, transports);
    await socket.emitWithAck('join', 'team:a');
    expect(await socket.emitWithAck('deal', deal)).toEqual({ ok: true, id: 'deal-1' });
    expect(events.map(([event]) => event)).toEqual(['deal']);
  });
});

describe('its bugs', () => {
  it('missing-room: a manager does not hear of its second team', async () => {
    const { ann, bob, eve } = await office('missing-room');
    await bob.tell('deal', { ...deal, team: 'b' });
    await ann.tell('deal', { ...deal, ref: 5 });
    expect(await eve.heard()).toEqual(['deal 5']);
  });

  it('leak: everybody hears of every deal', async () => {
    const { ann, bob } = await office('leak');
    await ann.tell('deal', deal);
    expect(await bob.heard()).toEqual(['deal 2']);
  });

  it('twice: who is in two of the rooms hears of it twice', async () => {
    const { ann, eve } = await office('twice');
    await ann.tell('deal', deal);
    expect(await eve.heard()).toEqual(['deal 2', 'deal 2']);
    expect(await ann.heard()).toEqual(['deal 2']);
  });

  it.each([
    ['lost-after-reconnect', []],
    [null, ['deal 2']],
  ])('%s: who comes back and joins again hears %j', async (bug, heard) => {
    const { url, ann, bob } = await office(bug);
    ann.socket.disconnect();
    const again = await colleague(url, { name: 'ann', role: 'rep' }, 'team:a');
    await bob.tell('deal', deal);
    expect(await again.heard()).toEqual(heard);
  });
});
