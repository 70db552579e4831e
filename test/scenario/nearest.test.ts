import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceBetween, nearest, suggestion } from '../../src/scenario/nearest.js';
import { counterexample } from './support.js';

const word = fc.string({ maxLength: 12 });

describe('the nearest name', () => {
  it('is the name itself where it is known', () => {
    const law = fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), (names) =>
      names.every((name) => nearest(name, names) === name),
    );
    expect(counterexample(law)).toBe(null);
  });

  it('does not depend on the order of the candidates', () => {
    const law = fc.property(word, fc.uniqueArray(word), (name, names) => {
      expect(nearest(name, names)).toBe(nearest(name, names.toReversed()));
    });
    expect(counterexample(law)).toBe(null);
  });

  it('is measured by a distance: zero for the same, symmetric, at most the longer length', () => {
    const law = fc.property(word, word, (a, b) => {
      expect(distanceBetween(a, a)).toBe(0);
      expect(distanceBetween(a, b)).toBe(distanceBetween(b, a));
      expect(distanceBetween(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(distanceBetween(a, b) === 0).toBe(a === b);
    });
    expect(counterexample(law)).toBe(null);
  });

  it.each([
    ['resorces', 'resources'],
    ['resuorces', 'resources'],
    ['Users', 'users'],
    ['cooldown-aware', 'cooldownAware'],
    ['xyz', null],
    ['', null],
  ])('of %s is %s', (name, expected) => {
    expect(nearest(name, ['resources', 'users', 'cooldownAware', 'seed'])).toBe(expected);
  });

  it('counts swapped neighbours as one edit', () => expect(distanceBetween('ab', 'ba')).toBe(1));

  it('lists what there is when nothing is near', () => {
    expect(suggestion('zzz', ['b', 'a'])).toBe(' (known: a, b)');
    expect(suggestion('zzz', [])).toBe('');
  });
});
