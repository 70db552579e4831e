import { expect, it } from 'vitest';
import { compareDrawn, pairs } from './composed-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'composed';

it.each(Object.keys(pairs))('says of %s nothing that the brute force does not say', (kind) => {
  const seen = compareDrawn(seed, kind, 250);
  console.log(`seed ${seed}, ${kind}: ${JSON.stringify(seen)}`);
  expect(Math.min(seen.valid, seen.invalid, seen.decided)).toBeGreaterThan(30);
  expect(seen.unknown).toBeLessThan(10);
});
