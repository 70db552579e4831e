import { expect, test } from 'vitest';
import { troubleNames } from './day.js';
import { accusedOn, visible } from './suspects.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'mutants';
const seeds = Array.from({ length: 6 }, (_, day) => `${seed}-${day}`);

test(`most mutants are convicted within a few days on which nobody aimed at them (seed ${seed})`, async () => {
  const told: string[] = [];
  let guilty = 0;
  for (const suspect of visible) {
    const days = await accusedOn(suspect, seeds, troubleNames);
    const convicted = days.filter((accusations) => accusations.length > 0).length;
    if (convicted > 0) guilty += 1;
    told.push(`  ${suspect.title}: ${convicted} of ${days.length} days`);
  }
  process.stdout.write(`convicted, seed ${seed}:\n${told.join('\n')}\n`);
  expect(guilty).toBeGreaterThan(visible.length / 2);
});
