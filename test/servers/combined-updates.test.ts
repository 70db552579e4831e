import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combined, type SwappedTexts } from '../../src/servers/combined-updates.js';

const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_101) | 0;

/** A place elsewhere: the scheduler decides who gets there when, and whose answer comes when. */
function elsewhere(scheduler: fc.Scheduler): SwappedTexts & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  const there = async <T>(what: string, operation: () => T): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), `${what}, there`);
    const result = operation();
    await scheduler.schedule(Promise.resolve(), `${what}, back`);
    return result;
  };
  return {
    texts,
    read: (key) => there('read', () => texts.get(key) ?? ''),
    swap: (key, before, after) =>
      there('swap', () => {
        const now = texts.get(key) ?? '';
        if (now !== before) return now;
        if (after !== null) texts.set(key, after);
        return null;
      }),
  };
}

describe(`updates over a place that can only swap (seed ${seed})`, () => {
  test('of two processes are one after another, under any interleaving', async () => {
    const asked = fc.array(fc.record({ process: fc.nat(1), key: fc.nat(1) }), {
      minLength: 2,
      maxLength: 12,
    });
    const property = fc.asyncProperty(fc.scheduler(), asked, async (scheduler, updates) => {
      const place = elsewhere(scheduler);
      const processes = [combined(place), combined(place)];
      const seen = Promise.all(
        updates.map(({ process, key }) =>
          processes[process](`${key}`, (before = 0) => ({ value: before + 1, result: before })),
        ),
      );
      await scheduler.waitFor(seen);
      for (const key of [0, 1]) {
        const numbers = (await seen).filter((_, index) => updates[index].key === key);
        expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index));
      }
    });
    await fc.assert(property, { seed });
  });

  test('see what the key holds at the very instant they decide, also where nothing is written', async () => {
    const property = fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 5 }),
      async (scheduler, many) => {
        const place = elsewhere(scheduler);
        const [one, other] = [combined(place), combined(place)];
        const sawAtLast: boolean[] = [];
        const all = Array.from({ length: many }, (_, index) => [
          one('key', (before = 0) => ({ value: before + 1, result: null })),
          other('key', (before) => {
            sawAtLast[index] = place.texts.get('key') === before?.toString();
            return { result: null };
          }),
        ]);
        await scheduler.waitFor(Promise.all(all.flat()));
        // Decisions that somebody was faster than do not count: they were made again.
        expect(sawAtLast).toEqual(sawAtLast.map(() => true));
      },
    );
    await fc.assert(property, { seed });
  });

  test('where one throws fail alone, and all fail when the place does', async () => {
    const place: SwappedTexts = { read: async () => '', swap: async () => null };
    const update = combined(place);
    const bad = update('key', () => {
      throw new Error('bad');
    });
    const good = update('key', (before = 5) => ({ result: before }));
    await expect(bad).rejects.toThrow('bad');
    expect(await good).toBe(5);
    const lost = combined({ ...place, swap: () => Promise.reject(new Error('lost')) });
    const both = [1, 2].map((value) => lost('key', () => ({ value, result: null })));
    for (const one of both) await expect(one).rejects.toThrow('lost');
  });

  test('give up when others are always faster', async () => {
    let turn = 0;
    const update = combined({ read: async () => '', swap: async () => String(turn++) });
    await expect(update('key', () => ({ value: -1, result: null }))).rejects.toThrow(
      'others were faster 100000 times in a row',
    );
  });
});
