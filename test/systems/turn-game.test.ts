import { describe, expect, it } from 'vitest';
import server from '../../scenarios/turn-game/server.js';
import { connectRaw, fits, startSystem } from './clients.js';

async function table(bug: string | null) {
  const url = await startSystem(server, { bug, settings: { players: 2 } });
  const players = [];
  for (const [seat, name] of ['ann', 'bob'].entries()) {
    const raw = await connectRaw(`${url}/play?player=${name}`);
    raw.send({ type: 'sit', table: 't', seat });
    expect(await raw.saw({ type: 'seated' })).toMatchObject({ seat, moves: 0 });
    players.push(raw);
  }
  const moves = async (): Promise<unknown> => (await fetch(`${url}/tables`)).json();
  return { url, players, moves };
}

describe('the game', () => {
  it('lets the players move in turn, and tells the table', async () => {
    const { players, moves } = await table(null);
    const [ann, bob] = players;
    bob.send({ type: 'move', table: 't', id: 1 });
    expect(await bob.saw({ id: 1 })).toEqual({ type: 'refused', id: 1, error: 'not_your_turn' });
    ann.send({ type: 'move', table: 't', id: 2 });
    expect(await ann.saw({ type: 'accepted' })).toEqual({ type: 'accepted', id: 2, number: 1 });
    expect(await bob.saw({ type: 'moved' })).toMatchObject({ id: 2, player: 'ann', number: 1 });
    bob.send({ type: 'move', table: 't', id: 3 });
    expect(await bob.saw({ type: 'accepted' })).toMatchObject({ id: 3, number: 2 });
    expect(await moves()).toEqual({ t: 2 });
  });

  it.each([
    [null, 1],
    ['moves-twice', 2],
  ])('takes one move a turn, however fast (bug %s)', async (bug, accepted) => {
    const { players, moves } = await table(bug);
    const [ann] = players;
    ann.send({ type: 'move', table: 't', id: 1 });
    ann.send({ type: 'move', table: 't', id: 2 });
    await ann.saw({ id: 2 });
    await ann.saw({ type: 'accepted' });
    expect(ann.frames.filter((frame) => fits(frame, { type: 'accepted' }))).toHaveLength(accepted);
    expect(await moves()).toEqual({ t: accepted });
  });

  it('answers what it cannot read', async () => {
    const { players } = await table(null);
    for (const frame of [{}, { type: 'move', table: 't' }, { type: 'sit', table: 7, seat: 1 }])
      players[0].send(frame);
    players[0].socket.send('nonsense');
    players[0].send({ type: 'sit', table: 't', seat: 5 });
    await players[0].saw({ seat: 5 });
    expect(players[0].frames.filter((frame) => fits(frame, { type: 'error' }))).toHaveLength(4);
  });
});
