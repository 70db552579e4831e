import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byName } from '../../src/report/order.js';
import { countText, durationText, plural, shareText } from '../../src/report/words.js';
import { runs } from './seed.js';

describe('numbers in words', () => {
  it.each([
    [0, '0 us'],
    [999, '999 us'],
    [1000, '1 ms'],
    [3210, '3.21 ms'],
    [42_660, '42.7 ms'],
    [612_400, '612 ms'],
    [999_499, '999 ms'],
    [999_500, '1 s'],
    [1_250_000, '1.25 s'],
    [59_999_000, '1 min'],
    [125_000_000, '2 min 5 s'],
    [-2500, '-2.5 ms'],
  ])('%i us is %s', (us, text) => {
    expect(durationText(us)).toBe(text);
  });

  it.each([
    [0, '0'],
    [1, '1'],
    [0.5, '0.5'],
    [0.31, '0.31'],
    [0.99999, '0.99999'],
    [0.9999995, '0.9999995'],
    [0.0001, '0.0001'],
    [2 / 3, '0.67'],
  ])('the share %f is %s', (share, text) => {
    expect(shareText(share)).toBe(text);
  });

  it('never says all or nothing of a share that is neither', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000), (many, some) => {
        const share = (some % (many + 1)) / many;
        expect(shareText(share) === '1').toBe(share === 1);
        expect(shareText(share) === '0').toBe(share === 0);
        expect(Math.abs(Number(shareText(share)) - share)).toBeLessThanOrEqual(0.005001);
      }),
      runs(500),
    );
  });

  it('keeps two shares apart that are compared in one sentence', () => {
    expect(shareText(0.49999, 0.5)).toBe('0.49999');
    expect(shareText(0.5, 0.5)).toBe('0.5');
    expect(shareText(0.31, 0.5)).toBe('0.31');
  });

  it('groups thousands and knows one from many', () => {
    expect([0, 999, 1000, 1_234_567].map(countText)).toEqual(['0', '999', '1,000', '1,234,567']);
    expect(plural(1, 'key')).toBe('1 key');
    expect(plural(2000, 'key')).toBe('2,000 keys');
  });
});

describe('byName', () => {
  it('counts as people do', () => {
    const names = ['u10', 'u2', 'alice', 'u1', 'u01', 'r3 u10', 'r3 u9', '7', '60', ''];
    expect(names.toSorted(byName)).toEqual([
      '',
      '7',
      '60',
      'alice',
      'r3 u9',
      'r3 u10',
      'u01',
      'u1',
      'u2',
      'u10',
    ]);
  });

  it('is a total order', () => {
    const name = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'u', 'é', ' '), maxLength: 6 });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(byName(a, b))).toBe(0 - Math.sign(byName(b, a)));
        expect(byName(a, b) === 0).toBe(a === b);
        expect(byName(a, b) <= 0 && byName(b, c) <= 0 && byName(a, c) > 0).toBe(false);
      }),
      runs(2000),
    );
  });
});
