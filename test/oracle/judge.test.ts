import { expect, it } from 'vitest';
import { compareVerdicts } from './against-brute-force.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'judge';

it('says nothing that the brute force does not confirm: histories, right answers, cores, margins', () => {
  const compared = compareVerdicts(seed, 3_000);
  console.log(`seed ${seed}: ${JSON.stringify(compared)}`);
  expect(compared.invalid).toBeGreaterThan(400);
  expect(compared.decided).toBeGreaterThan(1_000);
  expect(compared.falseAccepts).toBeGreaterThan(200);
  expect(compared.falseRejects).toBeGreaterThan(200);
  expect(compared.unexplained).toBeGreaterThan(10);
  expect(compared.nearEdge).toBeGreaterThan(10);
});
