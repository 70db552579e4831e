import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, durationUs, durationUsMax } from '../../src/scenario/duration.js';
import { counterexample } from './support.js';

describe('durations', () => {
  it('come back from their text to the microsecond', () => {
    const law = fc.property(
      fc.integer({ min: 0, max: durationUsMax }),
      (us) => durationUs(durationText(us)) === us,
    );
    expect(counterexample(law)).toBe(null);
  });

  it('are milliseconds when they are numbers', () => {
    const law = fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (ms) => durationUs(ms) === ms * 1000);
    expect(counterexample(law)).toBe(null);
  });

  it('never are anything but integer microseconds, whatever is written', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^-?\d{1,9}(\.\d{1,9})?(us|ms|s|m|h|d)?$/),
      fc.double(),
    );
    const law = fc.property(text, (written) => {
      const us = durationOrRefusal(written);
      return us === 'refused' || (Number.isSafeInteger(us) && us >= 0 && us <= durationUsMax);
    });
    expect(counterexample(law, 500)).toBe(null);
  });

  it.each([
    ['250us', 250],
    ['250µs', 250],
    ['20ms', 20_000],
    ['1.5s', 1_500_000],
    [' 1 s ', 1_000_000],
    ['5m', 300_000_000],
    ['1h', 3_600_000_000],
    ['0s', 0],
    [0.25, 250],
    [1.1, 1100],
  ])('%s is %i µs', (written, us) => expect(durationUs(written)).toBe(us));

  it.each([
    ['20', 'has no known unit in `20`; did you mean `20ms`?'],
    ['20msec', 'has no known unit in `20msec` (units: us, ms, s, m, h)'],
    ['soon', 'must be a duration such as 250us, 20ms, 1s, 5m or 1h, not `soon`'],
    ['-1s', 'must not be negative, but is -1s'],
    ['0.5us', 'must be a whole number of microseconds, not 0.5us'],
    ['481h', 'must be at most 480h, not 481h'],
    [Number.NaN, 'must be a finite duration, not NaN'],
    [-3, 'must not be negative, but is -3'],
    ['1constructor', 'has no known unit in `1constructor` (units: us, ms, s, m, h)'],
  ])('%s is refused', (written, message) => expect(() => durationUs(written)).toThrow(message));
});

function durationOrRefusal(written: string | number): number | 'refused' {
  try {
    return durationUs(written);
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}
