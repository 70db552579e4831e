import { describe, expect, test } from 'vitest';
import { memoryStore } from '../../src/behaviours/store.js';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { correctOf } from './mutant-play.js';

/** `owner/repo#12`, the number of a CVE, or something else with the place or the year behind it: `ACIDRain (SIGMOD 2017)`. */
const reference = /^(?:[\w.-]+\/[\w.-]+#\d+|CVE-\d{4}-\d{4,}|[^#]+ \([^#]+\))$/;

/** In this order, as a list of them begins with what can be shown without anything special. */
const needs = [
  ['early', 'late', 'refused', 'burst', 'others', 'kinds'],
  ['meeting'],
  ['nodes'],
  ['reconnect'],
  ['restart'],
  ['keys'],
  ['exact-time'],
] as const;

const charactersMost = 110;

describe('every mutant', () => {
  test.each(mutants)('$name says what is wrong with it, where it was seen, and what it needs', (mutant) => {
    const { name, describe: text, bug } = mutant;
    if (bug === undefined) throw new Error(`${name} has no bug`);
    expect(name).toBe(`${correctOf(mutant).name}/${bug.name}`);
    expect(name).toMatch(/^[a-z]+\/[a-z]+(?:-[a-z]+)*$/);
    expect(text).toBe(`${bug.of}, but ${bug.wrong}`);
    expect(text.length).toBeLessThanOrEqual(charactersMost);
    expect(bug.shows.length).toBeGreaterThan(10);
    expect(bug.shows.length).toBeLessThanOrEqual(charactersMost);
    for (const sentence of [bug.wrong, bug.shows]) expect(sentence).toMatch(/^[a-z0-9].*[^.\s]$/);
    expect(new Set(bug.seen).size).toBe(bug.seen.length);
    for (const seen of bug.seen) expect(seen).toMatch(reference);
    expect(needs.flat()).toContain(bug.needs);
  });

  test.each(mutants)(
    '$name has the settings of its correct server, and numbers above 0 of its own',
    (mutant) => {
      const correct = correctOf(mutant);
      expect(Object.keys(mutant.defaults)).toEqual(expect.arrayContaining(Object.keys(correct.defaults)));
      for (const [name, value] of Object.entries(mutant.defaults)) {
        if (!Object.hasOwn(correct.defaults, name)) expect(value).toBeGreaterThan(0);
      }
    },
  );

  test('comes after those that are easier to show, server by server', () => {
    const ranks = mutants.map(({ bug }) => ({
      of: bug?.of,
      rank: needs.findIndex((group) => group.some((need) => need === bug?.needs)),
    }));
    for (const [index, { of, rank }] of ranks.entries()) {
      const next = ranks[index + 1];
      if (next?.of === of) expect(next.rank, mutants[index + 1]?.name).toBeGreaterThanOrEqual(rank);
      else expect(ranks.slice(index + 1).map((later) => later.of)).not.toContain(of);
    }
  });

  test.each(mutants)('$name answers nonsense with an error, in every process', async (mutant) => {
    const store = memoryStore();
    for (const node of [0, 1]) {
      const handler = mutant.start({
        now: () => 5000,
        sleep: () => Promise.resolve(),
        store,
        settings: mutant.defaults,
        node,
      });
      for (const [user, resource, action, cost] of [
        ['', 'r', 'act', 1],
        ['u', '', 'act', 1],
        ['u', 'r', 'sing', 1],
        ['u', 'r', 'act', 0.5],
        ['u'.repeat(300), 'r', 'act', 1],
      ] as const) {
        const answer = await handler.handle({ user, resource, action, cost, connection: 'c' });
        expect(answer).toEqual({ error: 'invalid', message: expect.any(String) });
      }
    }
  });
});
