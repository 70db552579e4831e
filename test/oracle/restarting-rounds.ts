import { compare, type Drawn, type Seen } from './compare.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long';
const histories = 10_000;
const rounds = Number(process.env['TURNWISE_TEST_ROUNDS'] ?? 100);

/** A million histories in rounds, each with a seed of its own, so that a failing one can be run alone. */
export function compareLong(name: string, drawn: Drawn): Seen {
  const sum = { histories: 0, valid: 0, invalid: 0, unknown: 0, musts: 0 };
  for (let round = 0; round < rounds; round++) {
    const tried = compare(`${seed} ${name} ${round}`, histories, drawn);
    for (const what of Object.keys(sum) as (keyof Seen)[]) sum[what] += tried[what];
    if (round % 10 === 9)
      console.log(`seeds '${seed} ${name} 0' to '${seed} ${name} ${round}': ${JSON.stringify(sum)}`);
  }
  return sum;
}
