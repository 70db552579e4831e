import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupings, orders } from '../../src/page/timeline/lanes.js';
import { linkOf, noPlace, placeIn, type Place } from '../../src/page/timeline/link.js';
import { exactText, ticksOf, tickText } from '../../src/page/timeline/ticks.js';
import { around, between, inside, moved, wholeOf, zoomed, type View } from '../../src/page/timeline/view.js';

fc.configureGlobal({ seed: Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_107) });

const whole = wholeOf(0, 600_000_000);
const anyView = fc
  .tuple(
    fc.double({ min: whole.fromUs, max: whole.toUs - 100, noNaN: true }),
    fc.double({ min: 40, max: 7e8, noNaN: true }),
  )
  .map(([fromUs, span]) => inside({ fromUs, toUs: fromUs + span }, whole));
const spanOf = ({ fromUs, toUs }: View) => toUs - fromUs;

describe('views', () => {
  it('stay inside of the run, whatever is done to them', () => {
    fc.assert(
      fc.property(
        anyView,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        (view, times, us) => {
          for (const next of [
            zoomed(view, whole, times, us),
            moved(view, whole, us),
            around(us, us + 5000, whole),
          ]) {
            expect(next.fromUs).toBeGreaterThanOrEqual(whole.fromUs - 1e-3);
            expect(next.toUs).toBeLessThanOrEqual(whole.toUs + 1e-3);
            expect(spanOf(next)).toBeGreaterThan(39.99);
          }
        },
      ),
    );
  });

  it('zoom around what is pointed at, and move without a change of scale', () => {
    fc.assert(
      fc.property(
        anyView,
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (view, times, share) => {
          const us = view.fromUs + share * spanOf(view);
          const next = zoomed(view, whole, times, us);
          expect((us - next.fromUs) / spanOf(next)).toBeCloseTo(share, 3);
          expect(spanOf(moved(view, whole, us))).toBeCloseTo(spanOf(view), 3);
        },
      ),
    );
  });

  it('go from one to another and arrive', () => {
    fc.assert(
      fc.property(anyView, anyView, (a, b) => {
        expect(between(a, b, 0).fromUs).toBeCloseTo(a.fromUs, 0);
        expect(between(a, b, 1).toUs / 1000).toBeCloseTo(b.toUs / 1000, 0);
      }),
    );
  });
});

describe('marks of the time axis', () => {
  it('are whole multiples of their step, all of those in the view, and not too many', () => {
    fc.assert(
      fc.property(anyView, fc.integer({ min: 1, max: 20 }), (view, most) => {
        const { stepUs, atUs } = ticksOf(view, most);
        expect(atUs.length).toBeLessThanOrEqual(most + 1);
        for (const us of atUs) expect(us % stepUs).toBeCloseTo(0, 6);
        const first = Math.ceil(view.fromUs / stepUs) * stepUs;
        const count = first > view.toUs ? 0 : Math.floor((view.toUs - first) / stepUs) + 1;
        expect(Math.abs(atUs.length - count)).toBeLessThanOrEqual(count > 5 ? 0 : 1);
        const texts = atUs.map((us) => tickText(us, stepUs));
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });

  it('say their time in one unit', () => {
    expect(tickText(0, 1000)).toBe('0');
    expect(tickText(1500, 500)).toBe('1.5 ms');
    expect(tickText(1_250_000, 50_000)).toBe('1.25 s');
    expect(tickText(125_000_000, 5_000_000)).toBe('2:05 min');
    expect(tickText(3_725_000_000, 5_000_000)).toBe('1:02:05 h');
    expect(exactText(12_345_678)).toBe('12.345 678 s');
    expect(exactText(-1)).toBe('-0.000 001 s');
  });
});

describe('links', () => {
  const anyPlace: fc.Arbitrary<Place> = fc.record({
    by: fc.constantFrom(...groupings),
    order: fc.constantFrom(...orders),
    filter: fc.record({
      user: fc.string({ unit: 'grapheme' }),
      resource: fc.string({ unit: 'grapheme' }),
      hidden: fc.nat(2047),
      onlyViolations: fc.boolean(),
    }),
    view: fc.option(
      fc.tuple(fc.integer(), fc.nat(1e9)).map(([fromUs, span]) => ({ fromUs, toUs: fromUs + span + 1 })),
    ),
    selected: fc.integer({ min: -1, max: 99_999 }),
    violation: fc.integer({ min: -1, max: 99 }),
  });

  it('lead back to where they were made', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        expect(placeIn(linkOf(place))).toEqual(place);
      }),
    );
  });

  it('of others, or with nonsense in them, lead nowhere in particular', () => {
    for (const hash of ['', '#oracle', '#timeline']) expect(placeIn(hash)).toBeNull();
    expect(placeIn('#timeline?by=constructor&order=x&us=9_1&action=-5&violation=zz&hidden=%00')).toEqual(
      noPlace,
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(placeIn(`#timeline?${text}`)).not.toBeNull();
      }),
    );
  });
});
