import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween, nearestName } from '../../src/history/nearest.js';
import { suggestion } from '../../src/scenario/nearest.js';
import { counterexample } from './support.js';

const word = fc.string({ maxLength: 12 });

describe('the nearest name', () => {
  it('is the name itself where it is known', () => {
    const law = fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), (names) =>
      names.every((name) => nearestName(name, names) === name),
    );
    expect(counterexample(law)).toBe(null);
  });

  it('does not depend on the order of the candidates', () => {
    const law = fc.property(word, fc.uniqueArray(word), (name, names) => {
      expect(nearestName(name, names)).toBe(nearestName(name, names.toReversed()));
    });
    expect(counterexample(law)).toBe(null);
  });

  it('is measured by a distance: zero for the same, symmetric, at most the longer length', () => {
    const law = fc.property(word, word, (a, b) => {
      expect(editsBetween(a, a)).toBe(0);
      expect(editsBetween(a, b)).toBe(editsBetween(b, a));
      expect(editsBetween(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editsBetween(a, b) === 0).toBe(a === b);
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
    expect(nearestName(name, ['resources', 'users', 'cooldownAware', 'seed'])).toBe(expected);
  });

  it('counts swapped neighbours as one edit', () => expect(editsBetween('ab', 'ba')).toBe(1));

  it('lists what there is when nothing is near', () => {
    expect(suggestion('zzz', ['b', 'a'])).toBe(' (known: a, b)');
    expect(suggestion('zzz', [])).toBe('');
  });
});
