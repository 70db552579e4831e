import { expect, test } from 'vitest';
import { pairs } from '../behaviours/paired.js';
import { modelGate } from './model-gate.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long-models';

test.each(pairs)(`two hundred days of $title and not one accusation (seed ${seed})`, async (pair) => {
  const seeds = Array.from({ length: 200 }, (_, day) => `${seed}-${day}`);
  const { accusations, accepts, rejects, answered, unknown } = await modelGate(pair, seeds);
  process.stdout.write(
    `${pair.title}: ${answered} answers, ${accepts} accepts and ${rejects} rejects decided, ${unknown} keys given up\n`,
  );
  expect(accusations.join('\n')).toBe('');
});
