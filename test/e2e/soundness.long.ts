import { expect, test } from 'vitest';
import { seed } from './playing.js';
import { meet, troubles } from './troubles.js';

const rounds = 20;

test.for(troubles.map((trouble) => [trouble.name, trouble] as const))(
  `${rounds} rounds against a correct server (seed ${seed}): %s`,
  async ([name, trouble]) => {
    let [decided, answered] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const met = await meet(trouble, round % 2 === 0 ? 'ws' : 'socket-io', `${seed}-${round}`);
      expect(met.accusations, `round ${round}`).toEqual([]);
      decided += met.decided;
      answered += met.answered;
    }
    process.stdout.write(`${name}: ${answered} answers, ${decided} decided, no accusation\n`);
    expect(decided).toBeGreaterThan(0);
  },
);
