import { getEventListeners } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import type { RunHandle } from '../../src/runtime/companion.js';
import { PreciseTime } from '../../src/runtime/precise-time.js';
import { stateReads, type ReadableCheck } from '../../src/runtime/state-reads.js';
import { stateValuesOf } from '../../src/runtime/state-values.js';
import type { TimeScheduler } from '../../src/runtime/time-scheduler.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import { scenarioOf } from '../../src/scenario/load.js';
import { options } from '../scenario/support.js';

interface Listening {
  readonly run: RunHandle;
  readonly events: HistoryEvent[];
  readonly stop: AbortController;
}

function listening(scheduler: TimeScheduler): Listening {
  const stop = new AbortController();
  const events: HistoryEvent[] = [];
  const users = { dropUser: () => undefined, keepAway: () => undefined, stall: () => undefined };
  const run: RunHandle = {
    originUs: 0,
    scheduler,
    emit: (event) => {
      if (event.kind === 'event') events.push(event.event);
    },
    users,
    stop: stop.signal,
  };
  return { run, events, stop };
}

const place = {
  target: 'http://127.0.0.1:1',
  run: 'run1',
  resourceNames: ['r0', 'r1'],
  userNames: ['u0'],
  timeoutUs: 50_000,
};
const check = (more: Partial<ReadableCheck>): ReadableCheck => ({
  name: 'tally',
  kind: 'number',
  start: 0,
  settleUs: 0,
  everyUs: null,
  read: () => ({ r0: 1 }),
  ...more,
});
const told = (events: readonly HistoryEvent[]): readonly string[] =>
  events.map((event) =>
    event.kind === 'state-read'
      ? `${event.askedAtUs} ${JSON.stringify(event.values)}`
      : event.kind === 'state-unread'
        ? `${event.atUs} ${event.reason}`
        : event.kind,
  );

describe('readings of state', () => {
  it('come at the end, at the beginning where nobody knows the start, and every so often', async () => {
    const time = new VirtualTime();
    const { run, events } = listening(time);
    let reads = 0;
    const reading = stateReads(
      [check({ start: null, everyUs: 1000, settleUs: 500, read: () => ({ r0: ++reads }) })],
      place,
    );
    reading.start?.(run);
    await time.run(undefined, () => time.nowUs() >= 3000);
    const ended = reading.settled?.();
    await time.run();
    await ended;
    await reading.close?.();
    expect(told(events)).toEqual([
      '0 {"r0":1}',
      '1000 {"r0":2}',
      '2000 {"r0":3}',
      '3000 {"r0":4}',
      '3500 {"r0":5}',
    ]);
    await time.run();
    expect(reads).toBe(5);
  });

  it('that hang are given up in time, and leave no second one waiting behind them', async () => {
    const time = new VirtualTime();
    const { run, events, stop } = listening(time);
    const reading = stateReads([check({ everyUs: 20_000, read: () => new Promise(() => undefined) })], place);
    reading.start?.(run);
    await time.run(undefined, () => time.nowUs() >= 100_000);
    const ended = reading.settled?.();
    await time.run();
    await ended;
    await reading.close?.();
    expect(events.length).toBeGreaterThan(1);
    expect(new Set(events.map((event) => (event.kind === 'state-unread' ? event.reason : '')))).toEqual(
      new Set(['no answer within 50 ms']),
    );
    expect(getEventListeners(stop.signal, 'abort').length).toBeLessThanOrEqual(2);
  });

  it('end at once when the run is stopped or closed, and nothing is written down any more', async () => {
    for (const how of ['stop', 'close'] as const) {
      const time = new VirtualTime();
      const { run, events, stop } = listening(time);
      const reading = stateReads(
        [check({ start: null, everyUs: 5, read: () => new Promise(() => undefined) })],
        place,
      );
      reading.start?.(run);
      if (how === 'stop') stop.abort();
      await reading.close?.();
      await time.run();
      expect(events).toEqual([]);
    }
    await stateReads([check({})], place).close?.();
  });

  it('that fail are written down, and tried once more at the end', async () => {
    const time = new VirtualTime();
    const { run, events } = listening(time);
    let tries = 0;
    const read = (): unknown => {
      if (++tries === 1) throw new Error('not yet');
      return { r0: '7' };
    };
    const reading = stateReads([check({ read })], place);
    reading.start?.(run);
    const ended = reading.settled?.();
    await time.run();
    await ended;
    expect(told(events)).toEqual(['0 not yet', '0 {"r0":7}']);
  });
});

describe('what was read', () => {
  it.each<[unknown, 'number' | 'members', RegExp]>([
    [null, 'number', /must be a map of keys, but is nothing/],
    [[1], 'number', /but is a list/],
    [{ r0: NaN }, 'number', /"r0" must be a number, but is the number NaN/],
    [{ r0: 'x' }, 'number', /must be a number, but is the text "x"/],
    [{ r0: [] }, 'number', /but is a list/],
    [{ r0: 1 }, 'members', /must be a list of names, but is the number 1/],
    [{ r0: [{}] }, 'members', /a member of "r0" must be text, but is a map/],
    [Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`k${at}`, 1])), 'number', /10001 keys/],
    [{ r0: Array.from({ length: 10_001 }, () => 'x') }, 'members', /10001 members/],
    [{ ['k'.repeat(501)]: 1 }, 'number', /longer than 500/],
  ])('%j as %s is refused', (raw, kind, message) => expect(() => stateValuesOf(raw, kind)).toThrow(message));

  it('is taken as numbers and names', () => {
    expect(stateValuesOf({ a: '-41', b: 2.5 }, 'number')).toEqual({ a: -41, b: 2.5 });
    expect(stateValuesOf(new Map([['a', new Set(['x', 7])]]), 'members')).toEqual({ a: ['x', '7'] });
    const values = stateValuesOf(JSON.parse('{"__proto__": 3}'), 'number');
    expect(Object.getOwnPropertyNames(values)).toEqual(['__proto__']);
  });
});

async function readOverHttp(state: object, answer: RequestListener): Promise<readonly string[]> {
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

  it.each<[string, RequestListener, object, RegExp]>([
    [
      'nothing there',
      (_, response) => void response.writeHead(404).end(),
      { url: '/${key}' },
      /^HTTP 404 for every key$/,
    ],
    ['an error', (_, response) => void response.writeHead(500).end(), { url: '/t' }, /^HTTP 500 from \/t$/],
    ['no JSON', (_, response) => void response.end('<html>'), { url: '/t' }, /is no JSON/],
    ['no such place', json({}), { url: '/t', at: 'x' }, /nothing at `x`/],
    ['a broken connection', ({ socket }) => void socket.destroy(), { url: '/t' }, /^fetch failed: /],
  ])('%s is said', async (_, answer, from, reason) => {
    const reasons = await readOverHttp({ from }, answer);
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatch(reason);
  });
});
