import { describe, expect, it } from 'vitest';
import { compare, type Seen } from './compare.js';
import { millionKinds, withoutMusts } from './million-kinds.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'million';
const rounds = Number(process.env['TURNWISE_TEST_ROUNDS'] ?? 100);
const historiesEach = 10_000;

/** Each round has a seed of its own, so that a failing one can be run alone. */
describe(`the searches agree with the brute force on ${rounds * historiesEach} histories`, () => {
  it.each(Object.entries(millionKinds))('of %s', (name, parts) => {
    const sum = { histories: 0, valid: 0, invalid: 0, unknown: 0, musts: 0, surveyed: 0 };
    for (let round = 0; round < rounds; round++) {
      const roundSeed = `${seed} ${name} ${round}`;
      const tried = compareNamed(roundSeed, parts[round % parts.length]);
      for (const what of Object.keys(sum) as (keyof Seen)[]) sum[what] += tried[what];
      if (round % 10 === 9 || round === rounds - 1)
        console.log(`${name}, seeds '${seed} ${name} 0' to '${roundSeed}': ${JSON.stringify(sum)}`);
    }
    expect(sum.histories).toBe(rounds * historiesEach);
    expect(sum.unknown).toBeLessThan(sum.histories / 50);
    expect(Math.min(sum.valid, sum.invalid)).toBeGreaterThan(sum.histories / 10);
    if (!withoutMusts.has(name)) expect(sum.musts).toBeGreaterThan(sum.histories / 10);
  });
});

function compareNamed(roundSeed: string, part: (typeof millionKinds)[string][number]): Seen {
  try {
    return compare(roundSeed, historiesEach, part);
  } catch (error) {
    throw new Error(`seed '${roundSeed}': ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
