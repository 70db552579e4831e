import { array, assert, boolean, integer, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedCheck, tickOf, type Flaws, type Tick } from '../../scenarios/market/parts/feed.js';

/** What a client finds wrong with what it got of streams, in this order. */
function flawsOf(ticks: readonly Tick[]): Flaws {
  const flaws: Flaws = { gaps: 0, disorder: 0, stale: 0 };
  ticks.forEach(feedCheck(flaws));
  return flaws;
}

const streamOf = (stream: string, from: number, quotes: number): Tick[] =>
  Array.from({ length: quotes + 1 }, (_, index) => ({
    type: index === 0 ? 'snapshot' : 'quote',
    stream,
    number: from + index,
  }));

const length = integer({ min: 4, max: 30 });
const nothing = { gaps: 0, disorder: 0, stale: 0 };

describe('the check of a feed', () => {
  it('finds nothing wrong with whole streams, however they are mixed', () => {
    assert(
      property(nat(1000), length, array(boolean()), (from, quotes, choices) => {
        const [one, two] = [streamOf('ONE', from, quotes), streamOf('TWO', 0, quotes)];
        const mixed = choices.flatMap((first) => (first ? one : two).splice(0, 1));
        expect(flawsOf([...mixed, ...one, ...two])).toEqual(nothing);
      }),
    );
  });

  it('counts what is left out', () => {
    assert(
      property(length, nat(), integer({ min: 1, max: 3 }), (quotes, where, many) => {
        const ticks = streamOf('ONE', 7, quotes + many + 2);
        ticks.splice(2 + (where % (quotes - 1)), many);
        expect(flawsOf(ticks)).toEqual({ ...nothing, gaps: many });
      }),
    );
  });

  it('sees a message behind the one after it', () => {
    assert(
      property(length, nat(), (quotes, where) => {
        const ticks = streamOf('ONE', 7, quotes);
        const at = 2 + (where % (quotes - 2));
        ticks.splice(at + 1, 0, ...ticks.splice(at, 1));
        expect(flawsOf(ticks)).toEqual({ ...nothing, disorder: 1 });
      }),
    );
  });

  it('sees snapshots older than what follows, or went before', () => {
    const quotes = streamOf('ONE', 7, 5);
    expect(flawsOf([{ type: 'snapshot', stream: 'ONE', number: 3 }, ...quotes.slice(1)])).toEqual({
      ...nothing,
      stale: 1,
    });
    expect(flawsOf([...quotes, { type: 'snapshot', stream: 'ONE', number: 9 }])).toEqual({
      ...nothing,
      stale: 1,
    });
    expect(flawsOf([...quotes, { type: 'snapshot', stream: 'ONE', number: 12 }])).toEqual(nothing);
  });

  it('takes nothing else for a message of a stream', () => {
    const others = [null, 'text', {}, { type: 'subscribed' }, { type: 'quote', stream: 1, number: 2 }];
    expect(others.map(tickOf)).toEqual(others.map(() => null));
  });
});
