import { expect, it } from 'vitest';
import { compare } from './compare.js';
import { drawnZones, zoneNames } from './zones-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long';
const rounds = Number(process.env['TURNWISE_TEST_ROUNDS'] ?? 100);
const histories = { plain: 6_000, costs: 2_000, exclusive: 2_000 } as const;
const kinds = Object.keys(histories) as readonly (keyof typeof histories)[];

it.each(zoneNames)('zones agree with the brute force on a million histories of a %s', (name) => {
  const counts = { histories: 0, valid: 0, invalid: 0, unknown: 0, musts: 0 };
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      const tried = compare(`${seed} ${round}`, histories[kind], drawnZones(name)[kind]);
      counts.histories += tried.histories;
      counts.valid += tried.valid;
      counts.invalid += tried.invalid;
      counts.unknown += tried.unknown;
      counts.musts += tried.musts;
    }
    if (round % 10 === 9)
      console.log(`${name}, seeds '${seed} 0' to '${seed} ${round}': ${JSON.stringify(counts)}`);
  }
  expect(counts.unknown).toBeLessThan(counts.histories / 100);
});
