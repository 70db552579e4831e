import { describe, expect, it } from 'vitest';
import { drawn } from './bounded-drawn.js';
import { compare } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long';
const rounds = Number(process.env['TURNWISE_TEST_ROUNDS'] ?? 200);
const histories = 5000;

describe('the bounded search agrees with the brute force on a million histories', () => {
  // The past and other users are tried by the short test: they cost the brute force most.
  for (const [name, how] of Object.entries(drawn))
    it(`${name}: every order, every instant`, () => {
      const cheap = { ...how, actionsMost: 4, pastPercent: name === 'fixedWindow' ? 0 : 2, othersPercent: 0 };
      let invalid = 0;
      let musts = 0;
      for (let round = 0; round < rounds; round++) {
        const seen = compare(`${seed} ${name} ${round}`, histories, cheap);
        invalid += seen.invalid;
        musts += seen.musts;
        if (round % 20 === 19)
          console.log(
            `seeds '${seed} ${name} 0' to '${round}': ${(round + 1) * histories} histories, ${invalid} invalid, ${musts} certain answers`,
          );
      }
      expect(invalid).toBeGreaterThan((rounds * histories) / 5);
    });
});
