import { describe, expect, test } from 'vitest';
import { gate, playBadDay } from './gate.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'gate';

describe(`the soundness gate (seed ${seed})`, () => {
  test('a correct server is never accused, whatever befalls it', async () => {
    const seeds = Array.from({ length: 12 }, (_, day) => `${seed}-${day}`);
    const { accusations, decided, answered, unanswered } = await gate(seeds);
    expect(accusations).toEqual([]);
    expect(unanswered, 'the troubles must leave some actions without an answer').toBeGreaterThan(0);
    expect(decided / answered, 'a gate that decides nothing accuses nobody').toBeGreaterThan(0.3);
  });

  test('the same days convict each mutant', async () => {
    for (const bug of ['short-cooldown', 'wrong-key', 'check-then-set']) {
      const days = await Promise.all(['1', '2', '3'].map((day) => playBadDay(`${seed}-${bug}-${day}`, bug)));
      const proven = days.flatMap(({ verdict }) =>
        verdict.violations.filter(({ strength }) => strength === 'proven'),
      );
      expect(proven.length, bug).toBeGreaterThan(0);
    }
  });

  test('the same day twice is the same history, bit for bit', async () => {
    const [one, two] = [await playBadDay(`${seed}-twice`), await playBadDay(`${seed}-twice`)];
    expect(rows(one)).toEqual(rows(two));
    expect(one.report).toEqual(two.report);
  });
});

function rows({ history }: Awaited<ReturnType<typeof playBadDay>>) {
  return Array.from({ length: history.length }, (_, row) => history.actionAt(row));
}
