import { describe, expect, it } from 'vitest';
import server from '../../scenarios/market/server.js';
import { connectRaw, startSystem, type Json, type RawClient } from './clients.js';

async function feed(bug: string | null, ...streams: string[]): Promise<RawClient> {
  const url = await startSystem(server, { bug, settings: { quotesPerSecond: 500 } });
  const client = await connectRaw(`${url}/feed`);
  client.send({ type: 'subscribe', id: 's', streams });
  return client;
}

/** The numbers of a stream in order of arrival, the snapshot's first, up to one of them. */
async function numbersOf({ frames, saw }: RawClient, stream: string, upTo: number): Promise<unknown[]> {
  await saw({ stream, number: upTo });
  return frames.filter((frame: Json) => frame['stream'] === stream).map(({ number }) => number);
}

const counted = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the market data server', () => {
  it('sends a snapshot, then every message behind it', async () => {
    const client = await feed(null, 'ACME', 'HALO');
    const { number } = (await client.saw({ type: 'snapshot', stream: 'ACME' })) as { number: number };
    expect(await numbersOf(client, 'ACME', number + 60)).toEqual(
      expect.arrayContaining(counted(number, number + 60)),
    );
    const numbers = await numbersOf(client, 'HALO', number + 60);
    expect(numbers.slice(0, 50)).toEqual(counted(Number(numbers[0]), Number(numbers[0]) + 49));
    expect(client.frames.some(({ stream }) => stream === 'BOLT')).toBe(false);
  });

  it('fills orders, and their trades are part of the stream', async () => {
    const client = await feed(null, 'ACME');
    await client.saw({ type: 'snapshot' });
    client.send({ type: 'order', id: 7, stream: 'ACME', quantity: 3 });
    const filled = await client.saw({ id: 7 });
    expect(filled).toMatchObject({ type: 'filled' });
    expect(await client.saw({ ref: 7 })).toMatchObject({
      type: 'trade',
      number: filled['number'],
      price: filled['price'],
    });
    expect(client.frames.indexOf(await client.saw({ ref: 7 }))).toBeLessThan(client.frames.indexOf(filled));
  });

  it('answers what it cannot do', async () => {
    const client = await feed(null, 'ACME');
    client.send({ type: 'subscribe', id: 1, streams: ['NOPE'] });
    client.send({ type: 'order', id: 2, stream: 'ACME', quantity: 0 });
    client.socket.send('no json');
    expect(await client.saw({ id: 1 })).toMatchObject({ error: 'no such stream' });
    expect(await client.saw({ id: 2 })).toMatchObject({ error: 'bad order' });
    expect(await client.saw({ error: 'unknown type' })).toMatchObject({ type: 'error' });
  });
});

describe('its bugs', () => {
  it('gap: a message is missing', async () => {
    const client = await feed('gap', 'ACME');
    const { number } = (await client.saw({ type: 'snapshot' })) as { number: number };
    const lost = Math.ceil((number + 1) / 40) * 40;
    expect(await numbersOf(client, 'ACME', lost + 1)).not.toContain(lost);
  });

  it('stale-snapshot: messages between the snapshot and the first quote are missing', async () => {
    const client = await feed('stale-snapshot', 'ACME');
    const { number: start } = (await client.saw({ type: 'snapshot' })) as { number: number };
    const missed: boolean[] = [];
    for (const [index, stream] of ['BOLT', 'CRUX', 'DYNE'].entries()) {
      const upTo = start + 100 * (index + 1);
      await client.saw({ stream: 'ACME', number: upTo });
      client.send({ type: 'subscribe', id: stream, streams: [stream] });
      const [snapshot, first] = await numbersOf(client, stream, upTo + 50);
      missed.push(Number(first) > Number(snapshot) + 1);
    }
    // At most one of them can have come when the cache was just filled.
    expect(missed.filter((each) => each).length).toBeGreaterThanOrEqual(2);
  });

  it('reorders: a message comes behind the one after it', async () => {
    const client = await feed('reorders', 'ACME');
    const { number } = (await client.saw({ type: 'snapshot' })) as { number: number };
    const late = Math.ceil((number + 1) / 25) * 25 + 25;
    const numbers = await numbersOf(client, 'ACME', late + 2);
    expect(numbers.indexOf(late)).toBe(numbers.indexOf(late + 1) + 1);
  });
});
