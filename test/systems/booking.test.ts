import { describe, expect, it } from 'vitest';
import server from '../../scenarios/booking/server.js';
import { connectSocketIo, startSystem } from './clients.js';

describe('the booking office', () => {
  it.each([
    [null, 3, [1, 2, 3]],
    ['double-booking', 5, [1, 1, 1, 1, 1]],
  ])('sells each seat once (bug %s)', async (bug, sold, seats) => {
    const url = await startSystem(server, { bug, settings: { seats: 3 } });
    const guests = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (user) => {
        const guest = await connectSocketIo(url, { user });
        expect(await guest.socket.emitWithAck('look', 'opera')).toEqual({ show: 'opera', sold: 0, seats: 3 });
        return guest;
      }),
    );
    const answers = await Promise.all(
      guests.map(({ socket }, id) => socket.emitWithAck('book', { id, show: 'opera' })),
    );
    const got = answers.filter(({ ok }) => ok).map(({ seat }) => seat as number);
    expect(got).toHaveLength(sold);
    expect(got.sort((a, b) => a - b)).toEqual(seats);
    for (const answer of answers) if (!answer.ok) expect(answer).toEqual({ ok: false, error: 'sold_out' });
    expect(await (await fetch(`${url}/shows`)).json()).toEqual({ opera: new Set(seats).size });
    const [{ socket, events }] = guests;
    await socket.emitWithAck('look', 'opera');
    expect(events.map(([event]) => event)).toEqual(Array.from({ length: sold }, () => 'sold'));
    expect(await socket.emitWithAck('book', {})).toEqual({ ok: false, error: 'which show?' });
  });
});
