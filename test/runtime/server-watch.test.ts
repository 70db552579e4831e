import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import { numbersIn } from '../../src/runtime/numbers-in.js';
import { PreciseTime } from '../../src/runtime/precise-time.js';
import { processSample } from '../../src/runtime/process-sample.js';
import { serverWatch, type WatchPlace } from '../../src/runtime/server-watch.js';
import type { TimeScheduler } from '../../src/runtime/time-scheduler.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';

function watched(scheduler: TimeScheduler, heard: (event: HistoryEvent) => void = () => undefined) {
  const events: HistoryEvent[] = [];
  const users = { dropUser: () => undefined, keepAway: () => undefined, stall: () => undefined };
  const stop = new AbortController();
  const run = {
    originUs: 0,
    scheduler,
    users,
    traffic: () => ({ bytesIn: 0, bytesOut: 0, open: 0 }),
    stop: stop.signal,
    emit: (event: { kind: string; event?: HistoryEvent }) => {
      if (event.event === undefined) return;
      events.push(event.event);
      heard(event.event);
    },
  };
  return { run, events, stop };
}

const place = (more: Partial<WatchPlace>): WatchPlace => ({
  target: 'http://127.0.0.1:1',
  pids: () => [1, 2],
  processOf: (pid) => Promise.resolve({ rssBytes: pid * 100, cpuUs: 10 }),
  ...more,
});

const processOf = (pid: number) => Promise.resolve(pid === 2 ? null : { rssBytes: 1, cpuUs: 1 });

describe('a watch over the server', () => {
  it('adds its processes up, again and again, until it is closed', async () => {
    const time = new VirtualTime();
    const { run, events } = watched(time);
    const watch = serverWatch({ everyUs: 1000, health: null, process: true }, place({}));
    watch.start?.(run);
    await time.run(undefined, () => time.nowUs() >= 3000);
    await watch.close?.();
    await time.run();
    expect(events).toEqual(
      [0, 1000, 2000]
        .map((atUs) => ({
          kind: 'server-sample',
          atUs,
          source: 'process',
          values: { rssBytes: 300, cpuUs: 20 },
        }))
        .concat(events.slice(3) as never[]),
    );
    expect(events.length).toBeLessThanOrEqual(4);
  });

  it('says nothing where one of them is gone, or none is known', async () => {
    const pidsOf = [() => [1, 2], () => []];
    for (const pids of pidsOf) {
      const time = new VirtualTime();
      const { run, events } = watched(time);
      const watch = serverWatch({ everyUs: 1000, health: null, process: true }, place({ pids, processOf }));
      watch.start?.(run);
      await time.run(undefined, () => time.nowUs() >= 3000);
      await watch.close?.();
      expect(events).toEqual([]);
    }
  });

  it('tells once what goes wrong, and goes on', async () => {
    const time = new VirtualTime();
    const { run, events } = watched(time);
    const watch = serverWatch(
      { everyUs: 1000, health: null, process: true },
      place({ processOf: () => Promise.reject(new Error('no')) }),
    );
    watch.start?.(run);
    await time.run(undefined, () => time.nowUs() >= 5000);
    await watch.close?.();
    expect(events).toEqual([
      { kind: 'note', atUs: 0, text: 'the process of the server could not be looked at: no' },
    ]);
  });

  it('reads the numbers of a health endpoint', async () => {
    const server = createServer(
      (_, response) => void response.end('{"ok":true,"memory":{"rss":7},"up":2.5,"list":[1]}'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const time = new PreciseTime(monotonicClock());
    onTestFinished(() => time.close());
    const target = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`;
    const watch = serverWatch({ everyUs: 1000, health: '/health', process: false }, place({ target }));
    const first = await new Promise<HistoryEvent>((resolve) => watch.start?.(watched(time, resolve).run));
    await watch.close?.();
    expect(first).toMatchObject({ source: 'health', values: { 'memory.rss': 7, up: 2.5 } });
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
});

describe('numbers', () => {
  it('are found by their names, fifty of them', () => {
    const many = Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`n${at}`, at]));
    expect(Object.keys(numbersIn(many))).toHaveLength(50);
    expect(numbersIn({ a: { b: { c: 1 }, d: 'x', e: null, f: [2] } })).toEqual({ 'a.b.c': 1 });
    expect(numbersIn(5)).toEqual({ value: 5 });
    expect(numbersIn('x')).toEqual({});
  });

  it('of this very process are there, of none are not', async () => {
    const own = await processSample(process.pid);
    expect(own?.rssBytes).toBeGreaterThan(10_000_000);
    expect(own?.cpuUs).toBeGreaterThan(0);
    expect(await processSample(2 ** 30)).toBe(null);
  });
});
