// oxlint-disable vitest/no-standalone-expect -- `test` here is a test that needs a redis-server
import { afterAll, describe, expect } from 'vitest';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { pairs, type Pair } from '../behaviours/paired.js';
import { redisTests } from '../limiters/redis-tests.js';
import { accusationsIn, judgedCrowd, pairOfMutant, seedText, type Judged } from './live-play.js';
import { startTwoProcesses, type TwoProcesses } from './two-processes.js';

/** How much is played. */
export interface Effort {
  /** Against each correct server; against a mutant at most so many, until one of them proves it wrong. */
  readonly crowds: number;
  readonly mutantCrowds: number;
  readonly rounds: number;
}

/** The mutants that two processes show, and the races. */
const shown = mutants
  .filter(({ bug }) => bug?.needs === 'nodes' || bug?.needs === 'meeting')
  .map(pairOfMutant);

/** Every correct server in two processes on a real redis-server is right, and these mutants are not. */
export function redisNodesTests({ crowds, mutantCrowds, rounds }: Effort): void {
  describe(`two processes on a real redis-server (seed ${seedText})`, () => {
    const { test, another } = redisTests();
    let processes: TwoProcesses | undefined;
    afterAll(() => processes?.close());

    const play = async (pair: Pair, index: number): Promise<Judged> => {
      processes ??= await startTwoProcesses(urlOf(another()), [...pairs, ...shown]);
      const seed = `${seedText}/${pair.title}/${index}`;
      return judgedCrowd(processes.urlsOf(pair.title), pair, { seed, rounds, name: `c${index}-` });
    };

    for (const pair of pairs)
      test(`${pair.title}: a crowd gets right answers`, async () => {
        const counts = { accepts: 0, decided: 0 };
        for (let index = 0; index < crowds; index++) {
          const judged = await play(pair, index);
          expect(accusationsIn(judged)).toEqual([]);
          expect(judged.errors).toBe(0);
          counts.accepts += judged.verdict.trueAccepts;
          counts.decided += judged.verdict.decided;
        }
        expect(counts.accepts).toBeGreaterThan(0);
        expect(counts.decided).toBeGreaterThan(counts.accepts - 1);
      });

    for (const mutant of shown)
      test(`${mutant.title} (${mutant.behaviour.bug?.needs}) is proven wrong`, async () => {
        const accusations: string[] = [];
        for (let index = 0; index < mutantCrowds && accusations.length === 0; index++)
          accusations.push(...accusationsIn(await play(mutant, index)));
        expect(accusations).not.toEqual([]);
      });
  });
}

function urlOf(client: ReturnType<ReturnType<typeof redisTests>['another']>): string {
  client.disconnect();
  return `redis://127.0.0.1:${client.options.port}`;
}
