import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { monotonicClock } from '../../src/runtime/clock.js';
import { PreciseTime } from '../../src/runtime/precise-time.js';
import { stateReads } from '../../src/runtime/state-reads.js';
import { scenarioOf } from '../../src/scenario/load.js';
import { options } from '../scenario/support.js';
import { listening, place, told } from './state-listening.js';

async function readOverHttp(
  state: object,
  answer: RequestListener,
  more: object = {},
): Promise<readonly string[]> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const target = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
  const { stateChecks } = scenarioOf(
    {
      name: 'x',
      target: 'arena',
      transport: 'ws',
      wire: { 'json-id': { payload: { id: '${id}' }, accepted: { ok: true }, id: 'id' } },
      users: 2,
      resources: { count: 2, name: 'a.${index}' },
      model: { cooldown: { per: 'resource', every: '1s' } },
      state: [{ name: 'tally', ...state }],
      ...more,
    } as never,
    options(),
  );
  const time = new PreciseTime(monotonicClock());
  onTestFinished(() => time.close());
  const { run, events } = listening(time);
  const reading = stateReads(stateChecks, {
    ...place,
    target,
    resourceNames: ['a.0', 'a.1'],
    timeoutUs: 5_000_000,
  });
  reading.start?.(run);
  await reading.settled?.();
  await reading.close?.();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return told(events).map((text) => text.replace(/^\d+ /, ''));
}

const json =
  (value: unknown): RequestListener =>
  (_, response) =>
    void response.end(JSON.stringify(value));

describe('over HTTP', () => {
  it('a map is read at its place', async () =>
    expect(
      await readOverHttp(
        { from: { url: '/tally', at: 'all.tally' } },
        json({ all: { tally: { 'a.0': 3, x: 1 } } }),
      ),
    ).toEqual(['{"a.0":3,"x":1}']));

  it('or each key at a place of its own', async () =>
    expect(
      await readOverHttp(
        { from: { url: '/tally', at: 'tally.${key}.count' } },
        json({ tally: { 'a.1': { count: 3 } } }),
      ),
    ).toEqual(['{"a.1":3}']));

  it('or key by key, and what is not known is left out', async () => {
    const asked: (string | undefined)[] = [];
    const answer: RequestListener = ({ url }, response) => {
      asked.push(url);
      response.statusCode = url === '/run1/a.0' ? 404 : 200;
      response.end('{"count":"4"}');
    };
    expect(await readOverHttp({ from: { url: '/${run}/${key}', at: 'count' } }, answer)).toEqual([
      '{"a.1":4}',
    ]);
    expect(asked.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['/run1/a.0', '/run1/a.1']);
  });

  it.each<[string, object]>([
    ['by key', { url: '/${key}', at: 'count' }],
    ['of all', { url: '/all', at: 'tally.${key}' }],
  ])('keys that the run itself makes are not there at first, asked %s', async (_, from) => {
    let asked = 0;
    const answer: RequestListener = ({ url }, response) => {
      const isFirst = ++asked <= (url === '/all' ? 1 : 2);
      response.statusCode = isFirst && url !== '/all' ? 404 : 200;
      response.end(JSON.stringify({ count: 4, tally: isFirst ? {} : { 'a.0': 4, 'a.1': 4 } }));
    };
    const used = { target: 'http://127.0.0.1:1' };
    expect(await readOverHttp({ start: 0, from }, answer, used)).toEqual(['{}', '{"a.0":4,"a.1":4}']);
    asked = 0;
    const vouched = { ...used, oracle: { initial: 'fresh' } };
    expect(await readOverHttp({ start: 0, from }, answer, vouched)).toHaveLength(2);
    asked = 9;
    expect(await readOverHttp({ start: 0, from }, answer, vouched)).toEqual(['{"a.0":4,"a.1":4}']);
  });

  it.each<[string, RequestListener, object, RegExp]>([
    [
      'nothing there',
      (_, response) => void response.writeHead(404).end(),
      { url: '/${key}' },
      /^HTTP 404 for every key, as from \/a\.0$/,
    ],
    ['an error', (_, response) => void response.writeHead(500).end(), { url: '/t' }, /^HTTP 500 from \/t$/],
    ['no JSON', (_, response) => void response.end('<html>'), { url: '/t' }, /is no JSON/],
    [
      'nothing at all',
      (_, response) => void response.writeHead(404).end(),
      { url: '/t' },
      /^HTTP 404 from \/t$/,
    ],
    ['no such place', json({}), { url: '/t', at: 'x' }, /nothing at `x`; it is an empty map$/],
    [
      'another place',
      json({ a: 1, 'b\u001b': 2, c: 3, d: 4, e: 5, f: 6 }),
      { url: '/t', at: 'count.${key}' },
      /^nothing of any key at `count.\$\{key\}`; at its top it has `a`, `b\\u001b`, `c`, `d`, `e`, and 1 more$/,
    ],
    [
      'a list',
      json([]),
      { url: '/t/${key}', at: 'x' },
      /^the answer for a\.[01] has nothing at `x`; it is a list$/,
    ],
    ['a broken connection', ({ socket }) => void socket.destroy(), { url: '/t' }, /^fetch failed: /],
  ])('%s is said', async (_, answer, from, reason) => {
    const reasons = await readOverHttp({ from }, answer);
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatch(reason);
  });
});
