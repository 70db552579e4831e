import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { neverCrashes, sameInEveryForm } from './laws.js';
import { counterexample, seed } from './support.js';

it(`three thousand scenarios mean the same in every form (seed ${seed})`, () => {
  expect(counterexample(sameInEveryForm(), 3000)).toBe(null);
});

it(`fifteen thousand broken texts are refused, and nothing crashes (seed ${seed})`, () => {
  const voting = readFileSync(new URL('../../scenarios/voting.yaml', import.meta.url), 'utf8');
  expect(counterexample(neverCrashes(voting), 15_000)).toBe(null);
});
