import { expect, test } from 'vitest';
import { gate } from './gate.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long-gate';

test(`two hundred bad days of a correct server and not one accusation (seed ${seed})`, async () => {
  const seeds = Array.from({ length: 200 }, (_, day) => `${seed}-${day}`);
  const { accusations, decided, answered, unanswered } = await gate(seeds);
  process.stdout.write(`200 days: ${answered} answers, ${decided} decided, ${unanswered} unanswered\n`);
  expect(accusations).toEqual([]);
});
