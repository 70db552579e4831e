import { describe, expect, it } from 'vitest';
import { drawn } from './bounded-drawn.js';
import { compare } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'bounded';

describe('the bounded search agrees with the brute force', () => {
  for (const [name, how] of Object.entries(drawn))
    it(`${name}: every order, every instant`, () => {
      const seen = compare(`${seed} ${name}`, 400, { ...how, othersPercent: (how.othersPercent ?? 0) && 2 });
      console.log(`seed '${seed} ${name}': ${JSON.stringify(seen)}`);
      expect(seen.valid).toBeGreaterThan(100);
      expect(seen.invalid).toBeGreaterThan(100);
    });
});
