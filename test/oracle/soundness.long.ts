import { expect, it } from 'vitest';
import { judge } from '../../src/oracle/judge.js';
import { randomOf } from '../../src/plan/random.js';
import { correctRun, historyOfRun } from './limiter.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long';

it('never accuses a correct limiter in 40 000 runs', () => {
  let decided = 0;
  for (let index = 0; index < 40_000; index++) {
    const run = correctRun(randomOf(seed, `run ${index}`));
    const verdict = judge(run.model, historyOfRun(run), run.assumptions);
    if (verdict.history !== 'valid') throw new Error(`run ${index} of seed ${seed}: ${verdict.history}`);
    decided += verdict.decided;
  }
  console.log(`seed ${seed}: ${decided} answers decided`);
  expect(decided).toBeGreaterThan(1_000_000);
});
