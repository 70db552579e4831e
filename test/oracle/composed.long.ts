import { expect, it } from 'vitest';
import { compareDrawn, nothingSeen, pairs } from './composed-drawn.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'composed long';

/** Rounds of 2000 histories, each with a seed of its own. */
const rounds = Number(process.env['TURNWISE_TEST_ROUNDS'] ?? 100);

it.each(Object.keys(pairs))('says of %s nothing that the brute force does not say, 200 000 times', (kind) => {
  const total = nothingSeen();
  for (let round = 0; round < rounds; round++) {
    const seen = compareDrawn(`${seed} ${round}`, kind, 2000, round % 4 === 0 ? 6 : 4);
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += seen[key];
  }
  console.log(`seed ${seed}, ${kind}: ${JSON.stringify(total)}`);
  expect(total.unknown).toBeLessThan(rounds * 20);
});
