import { describe, expect, it } from 'vitest';
import { compare } from './compare.js';
import { drawnZones } from './zones-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'zones';

describe('the zone monitor agrees with the brute force on', () => {
  it.each(Object.keys(drawnZones))('%s', (name) => {
    const tried = compare(seed, 1_000, drawnZones[name]);
    console.log(`${name}, seed ${seed}: ${JSON.stringify(tried)}`);
    expect(tried.unknown).toBeLessThan(10);
    expect(Math.min(tried.valid, tried.invalid)).toBeGreaterThan(200);
  });
});
