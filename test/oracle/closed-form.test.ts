import { expect, it } from 'vitest';
import { closedForms } from './closed-form-drawn.js';
import { compare } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'closed-form';

it('agrees with the brute force on limits without time', () => {
  const tried = compare(seed, 1500, { ...closedForms, othersPercent: 10 });
  console.log(`seed ${seed}: ${JSON.stringify(tried)}`);
  expect(tried.unknown).toBe(0);
  expect(Math.min(tried.valid, tried.invalid, tried.musts)).toBeGreaterThan(250);
});

it('knows every opposite by counting', () => {
  const { surveyed, valid } = compare(`${seed} survey`, 1500, { ...closedForms, actionsMost: 8 });
  console.log(`seed ${seed}: ${valid} histories, ${surveyed} opposites`);
  expect(surveyed).toBeGreaterThan(1500);
});
