import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stateReads } from '../../src/runtime/state-reads.js';
import { stateValuesOf } from '../../src/runtime/state-values.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import { check, listening, place, told } from './state-listening.js';

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

  it('come at the beginning too where `start` is said of a server that was there before', async () => {
    const time = new VirtualTime();
    const { run, events } = listening(time);
    const empty: unknown[] = [];
    const read = ({ mayBeEmpty }: { readonly mayBeEmpty?: boolean }): unknown => {
      empty.push(mayBeEmpty);
      return { r0: empty.length };
    };
    const reading = stateReads([check({ start: 0, isStartSure: false, read })], place);
    reading.start?.(run);
    await time.run();
    await reading.settled?.();
    await reading.close?.();
    expect(told(events)).toEqual(['0 {"r0":1}', '0 {"r0":2}']);
    expect(empty).toEqual([true, false]);
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
