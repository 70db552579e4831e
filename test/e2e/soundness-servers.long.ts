import { describe, test } from 'vitest';
import { served } from '../soundness/servers.js';
import { seed } from './playing.js';
import { liveScenario } from './served-live.js';
import { meetOn, troubles } from './troubles.js';

const rounds = 2;

describe(`every correct server in a process of its own, in trouble (seed ${seed})`, () => {
  test.concurrent.for(served)('$title is not accused, whatever happens', async (one, { expect }) => {
    let [decided, answered, runs] = [0, 0, 0];
    for (const trouble of troubles) {
      for (let round = 0; round < rounds; round++) {
        const kind = round % 2 === 0 ? 'ws' : 'socket-io';
        const scenario = liveScenario(one, kind, `${seed}-${round}`, trouble.more);
        const met = await meetOn(one, trouble, scenario);
        expect(met.accusations, `${trouble.name}, round ${round}`).toEqual([]);
        decided += met.decided;
        answered += met.answered;
        runs++;
      }
    }
    process.stdout.write(
      `${one.title}: ${runs} runs, ${answered} answers, ${decided} decided, no accusation\n`,
    );
    expect(decided).toBeGreaterThan(0);
  });
});
