import { expect, it } from 'vitest';
import { anyValueIsRefused, neverCrashes, sound } from './laws.js';
import { counterexample, seed } from './support.js';

it(`any text loads or is refused with a problem, 4000 times (seed ${seed})`, () => {
  expect(counterexample(neverCrashes(sound), 4000)).toBe(null);
});

it(`any value is loaded or refused with a problem, 4000 times (seed ${seed})`, () => {
  expect(counterexample(anyValueIsRefused(), 4000)).toBe(null);
});
