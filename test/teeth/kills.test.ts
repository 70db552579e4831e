import { describe, expect, test } from 'vitest';
import { mutants } from '../../src/behaviours/mutants/index.js';
import { shippedScenarios } from '../../src/scenario/find.js';
import { killers, playTable, rows } from './kill-table.js';

const quick = killers.filter((name) =>
  /arena|debounce|canvas|seats|ballot|game-restart|reconnect$/.test(name),
);

describe('docs/mutants.md', () => {
  test('lists every known bug with what it is', () => {
    const listed = rows.map(({ name, cells }) => ({
      name,
      wrong: cells[2],
      needs: cells[3],
      seen: cells[6]?.split(', '),
    }));
    expect(listed).toEqual(
      mutants.map(({ name, bug }) => ({
        name,
        wrong: bug?.wrong,
        needs: bug?.needs,
        seen: bug?.seen.flatMap((each) => each.split(', ')),
      })),
    );
  });

  test('names a shipped scenario for each, but for what nobody outside can see', () => {
    for (const { name, by } of rows) {
      const hidden = mutants.find((mutant) => mutant.name === name)?.bug?.needs === 'exact-time';
      expect([name, by === null]).toEqual([name, hidden]);
      if (by !== null) expect(shippedScenarios()).toContain(by);
    }
  });

  // The others are played in the long tests: they take a minute and more.
  playTable(quick);
});
